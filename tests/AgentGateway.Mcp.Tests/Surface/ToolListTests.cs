using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;
using Tool = ModelContextProtocol.Protocol.Tool;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>Clients and their models depend on every word of this list.</summary>
public sealed class ToolListTests
{
    private const string UpdateVariable = "AGW_UPDATE_SNAPSHOTS";

    private static readonly string[] ToolsOfTheIssue =
    [
        "agent_list", "agent_register", "agent_inbox", "agent_reply",
        "thread_create", "thread_list", "thread_read", "thread_send", "thread_wait", "thread_cancel", "thread_retry",
            "thread_participant",
        "thread_delegate", "thread_handoff", "thread_return", "thread_search", "thread_fork", "thread_update",
        "session_create", "session_list", "session_get", "session_screen", "session_output", "session_search",
            "session_send", "session_run",
        "session_wait", "session_resize", "session_stop", "session_restart", "session_clone", "session_remove",
            "session_explain", "session_snapshot", "session_enqueue", "session_queue", "session_dequeue",
        "workspace_create", "workspace_list", "workspace_diff", "workspace_remove",
        "mcp_server_list",
        "approval_list", "approval_get", "approval_resolve", "question_list", "question_answer", "permission_prompt",
        "task_create", "task_list", "task_get", "task_wait", "task_update", "task_cancel", "task_retry",
        "artifact_list", "artifact_read",
        "memory_remember", "memory_read", "memory_write", "memory_correct", "memory_forget", "memory_history",
        "memory_recall",
        "knowledge_put", "knowledge_search", "knowledge_promote", "knowledge_forget", "knowledge_preflight",
        "skill_list", "skill_read",
        "gateway_list", "gateway_bindings",
        "tool_search", "tool_call", "toolset_enable",
    ];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static IReadOnlyList<Tool> Definitions { get; } = 
    [
        .. UnstartedGateway.Tools
            .Where(tool => tool.Audience.HasFlag(ToolAudience.Clients))
            .Select(GatewayMcpTool.DefinitionOf),
    ];

    public static TheoryData<string> Names => [.. ToolsOfTheIssue];

    /// <summary>
    /// Without those that have no structured answers: one has another program's contract, one answers as others do.
    /// </summary>
    public static TheoryData<string> OwnNames =>
        [.. ToolsOfTheIssue.Where(name => name is not ("permission_prompt" or "tool_call"))];

    [Fact]
    public void The_tools_are_those_of_the_issue_in_its_order() =>
        Assert.Equal(ToolsOfTheIssue, Definitions.Select(tool => tool.Name));

    [Fact]
    public void The_list_is_as_it_was()
    {
        var path = Path.Combine(SourceFolder(), "tools.json");
        var list = JsonSerializer.SerializeToNode(
            Definitions.ToList(), McpJsonUtilities.DefaultOptions)!.ToJsonString(Readable)
            + "\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") File.WriteAllText(path, list);
        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == list,
            $"The tool list differs from {Path.GetFileName(path)}. If that is meant, run this test once with "
                + $"{UpdateVariable}=1 and commit the file.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Input_schemas_are_closed_and_say_what_every_argument_is(string name)
    {
        var schema = JsonNode.Parse(Find(name).InputSchema.GetRawText())!.AsObject();
        Assert.Empty(SchemaCheck.FaultsOf(schema));
        Assert.Equal("object", schema["type"]!.GetValue<string>());
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.All(
            schema["properties"]!.AsObject(),
            property => Assert.NotEmpty(property.Value!["description"]!.GetValue<string>()));
        // Clients of some model providers fail on a property of two types.
        Assert.All(
            schema["properties"]!.AsObject(), property => Assert.IsAssignableFrom<JsonValue>(property.Value!["type"]));
        // Several model providers refuse a schema that combines others at its top.
        Assert.DoesNotContain(schema, member => member.Key is "oneOf" or "anyOf" or "allOf" or "not" or "$ref");
    }

    [Theory]
    [MemberData(nameof(OwnNames))]
    public void Output_schemas_are_objects_in_which_nothing_is_null(string name)
    {
        var schema = JsonNode.Parse(Find(name).OutputSchema!.Value.GetRawText())!.AsObject();
        Assert.Empty(SchemaCheck.FaultsOf(schema));
        Assert.Equal("object", schema["type"]!.GetValue<string>());
        Assert.DoesNotContain("\"null\"", schema.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEmpty(SchemaCheck.Misfits(new JsonObject(), schema));
    }

    [Theory]
    [MemberData(nameof(OwnNames))]
    public void A_refusal_fits_the_output_schema_too(string name)
    {
        var schema = JsonNode.Parse(Find(name).OutputSchema!.Value.GetRawText())!;
        Assert.Empty(
            SchemaCheck.Misfits(
                JsonNode.Parse(ToolAnswer.Refuse(new("queue_full", "The queue is full.", "Wait.")).Json!), schema));
        Assert.Empty(
            SchemaCheck.Misfits(
                JsonNode.Parse(ToolAnswer.Refuse(new("queue_full", "The queue is full.")).Json!), schema));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_tool_has_a_title_a_description_and_annotations_that_agree(string name)
    {
        var tool = Find(name);
        Assert.NotEmpty(tool.Title!);
        Assert.InRange(tool.Description!.Length, 40, 1000);
        Assert.Matches("^[a-z_]{1,64}$", tool.Name);
        var conduct = tool.Annotations!;
        Assert.NotNull(conduct.ReadOnlyHint);
        Assert.NotNull(conduct.IdempotentHint);
        Assert.NotNull(conduct.DestructiveHint);
        Assert.NotNull(conduct.OpenWorldHint);
        Assert.False(conduct.ReadOnlyHint.Value && conduct.DestructiveHint.Value);
    }

    [Theory]
    [InlineData("thread_read")]
    [InlineData("thread_list")]
    [InlineData("thread_search")]
    [InlineData("thread_wait")]
    [InlineData("agent_list")]
    [InlineData("agent_inbox")]
    [InlineData("session_list")]
    [InlineData("session_get")]
    [InlineData("session_screen")]
    [InlineData("session_output")]
    [InlineData("session_search")]
    [InlineData("session_wait")]
    [InlineData("session_explain")]
    [InlineData("session_queue")]
    [InlineData("workspace_list")]
    [InlineData("workspace_diff")]
    [InlineData("approval_list")]
    [InlineData("approval_get")]
    [InlineData("question_list")]
    [InlineData("task_list")]
    [InlineData("task_get")]
    [InlineData("task_wait")]
    [InlineData("artifact_list")]
    [InlineData("artifact_read")]
    public void What_only_reads_says_so(string name) => Assert.True(Find(name).Annotations!.ReadOnlyHint);

    [Fact]
    public void What_may_end_or_undo_work_says_so_and_so_does_what_runs_any_program() =>
        Assert.Equal(
            [
                "thread_cancel", "session_create", "session_send", "session_run", "session_stop", "session_restart",
                    "session_clone", "session_remove", "session_enqueue", "session_dequeue",
                "workspace_remove", "approval_resolve", "task_create", "task_cancel", "task_retry", "memory_forget",
                "knowledge_forget", "tool_call",
            ],
            Definitions.Where(tool => tool.Annotations!.DestructiveHint == true).Select(tool => tool.Name));

    private static Tool Find(string name) => Definitions.Single(tool => tool.Name == name);

    private static string SourceFolder(
        [System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
