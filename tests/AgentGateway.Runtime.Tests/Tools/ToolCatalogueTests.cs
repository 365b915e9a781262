using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Tools;

public sealed class ToolCatalogueTests
{
    [Fact]
    public async Task What_runs_is_what_is_declared_in_the_same_order()
    {
        await using var gateway = await Gateway.StartAsync();
        // The list of outside servers comes with them.
        Assert.Equal(
            BuiltInTools.Declarations.Where(tool => tool.Name != "mcp_server_list"),
            gateway.Runtime.Tools.All.Select(tool => tool.Declared));
    }

    [Fact]
    public void A_name_is_declared_once() =>
        Assert.Equal(BuiltInTools.Declarations.Count, BuiltInTools.Declarations.DistinctBy(tool => tool.Name).Count());

    [Fact]
    public void Every_tool_has_a_group_and_an_audience() => Assert.All(BuiltInTools.Declarations, tool =>
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
        BuiltInTools.Declarations
            .Where(tool => tool.Risk == RiskClass.R0 != tool.Conduct.HasFlag(ToolConduct.ReadOnly))
            .Select(tool => tool.Name));

    [Fact]
    public void Nobody_takes_a_name_that_an_earlier_source_has_and_every_change_is_told()
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
