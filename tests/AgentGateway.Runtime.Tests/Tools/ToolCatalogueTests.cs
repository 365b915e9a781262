using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Testing.Sample;

namespace AgentGateway.Runtime.Tests.Tools;

public sealed class ToolCatalogueTests
{
    /// <summary>Clients are not offered these; what they list, and in which order, is held by the MCP server's tests.</summary>
    private static readonly string[] OfAgents =
    [
        "message_agent", "handoff_thread", "read_file", "list_files", "ask_operator",
        "search_files", "write_file", "edit_file", "run_command", "fetch_url",
    ];

    [Fact]
    public void What_only_agents_have_is_listed_first_and_in_order()
    {
        Assert.Equal(OfAgents, UnstartedGateway.Tools.Take(OfAgents.Length).Select(tool => tool.Name));
        Assert.DoesNotContain(
            UnstartedGateway.Tools.Skip(OfAgents.Length), tool => tool.Audience == ToolAudience.Agents);
    }

    [Fact]
    public async Task A_further_module_lists_its_tools_behind_the_others()
    {
        await using var gateway = await Gateway.StartWithAsync(
            new() { Contents = NoteModule.Contents, Modules = [new NoteModule()] });
        // The tools of outside servers and of chats come with them.
        var usual = UnstartedGateway.Tools
            .Where(tool => tool.Toolset is not (Toolsets.McpServers or Toolsets.Gateways))
            .Select(tool => tool.Name);
        Assert.Equal(
            [.. usual, "note_write", "note_read"], gateway.Runtime.Tools.All.Select(tool => tool.Name));
    }

    [Fact]
    public void Every_tool_has_a_group_and_an_audience() => Assert.All(UnstartedGateway.Tools, tool =>
    {
        Assert.NotEmpty(tool.Toolset);
        Assert.NotEqual(default, tool.Audience);
    });

    /// <summary>
    /// What decides by the caller's own rights is worth nothing to policy, and a page may be read by its address alone.
    /// </summary>
    [Fact]
    public void A_call_is_worth_nothing_exactly_where_it_changes_nothing() => Assert.Equal(
        ["ask_operator", "fetch_url", "approval_resolve", "question_answer", "permission_prompt", "tool_call",
            "toolset_enable"],
        UnstartedGateway.Tools
            .Where(tool => tool.Risk == RiskClass.R0 != tool.Conduct.HasFlag(ToolConduct.ReadOnly))
            .Select(tool => tool.Name));

    [Fact]
    public void A_name_stays_with_its_earliest_source_and_every_change_is_told()
    {
        var catalogue = new ToolCatalogue();
        var changes = 0;
        catalogue.Changed += () => changes++;
        catalogue.Publish("gateway", [Tool("one", "ours")]);
        catalogue.Publish("mcp:x", [Tool("one", "theirs"), Tool("two", "theirs")]);
        Assert.Equal(["ours", "theirs"], catalogue.All.Select(tool => tool.Declared.Description));
        catalogue.Publish("mcp:x", []);
        Assert.Equal(["one"], catalogue.All.Select(tool => tool.Name));
        Assert.Equal(3, changes);
    }

    [Fact]
    public void A_tool_is_found_by_those_that_it_is_offered_to()
    {
        var catalogue = new ToolCatalogue();
        catalogue.Publish("gateway", [Tool("one", "For agents.", ToolAudience.Agents), Tool("two", "For all.")]);
        Assert.Null(catalogue.Find("one", ToolAudience.Clients));
        Assert.NotNull(catalogue.Find("one", ToolAudience.Agents));
        Assert.Equal(["two"], catalogue.For(ToolAudience.Operator).Select(tool => tool.Name));
        Assert.Equal(["one", "two"], catalogue.OfAgents.Select(tool => tool.Name));
    }

    private static FixedTool Tool(
        string name, string description, ToolAudience audience = ToolAudience.Everyone) => new(new()
    {
        Name = name,
        Title = name,
        Description = description,
        Toolset = "test",
        Audience = audience,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Schema = JsonElement.Parse("{}"),
    });

    private sealed class FixedTool(SchemaToolDeclaration declaration) : Tool(declaration)
    {
        public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

        public override Task<ToolAnswer> RunAsync(
            ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
            Task.FromResult(ToolAnswer.OfText("fixed"));
    }
}
