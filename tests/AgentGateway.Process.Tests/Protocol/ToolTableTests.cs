using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Protocol;

/// <summary>
/// The table of tools that clients were promised: exact names, arguments (required ones marked !) and answers.
/// </summary>
public sealed class ToolTableTests(DaemonFixture fixture)
{
    private static readonly string[] Promised =
    [
        "agent_list ::  -> agents",
        "agent_register :: id! name aliases description -> agent",
        "agent_inbox :: agent! wait_seconds -> items",
        "agent_reply :: turn_id! text! final -> accepted",
        "thread_create :: title agent workspace idempotency_key -> thread",
        "thread_list :: query archived limit cursor -> threads next_cursor",
        "thread_read :: thread_id after before limit hidden -> thread messages next_cursor",
        "thread_send :: text! thread_id mode wait_seconds idempotency_key -> thread_id message_id turn_id status "
            + "directive reply",
        "thread_wait :: turn_id! wait_seconds -> thread_id message_id turn_id status directive reply",
        "thread_cancel :: thread_id turn_id -> status",
        "thread_participant :: thread_id! agent! instruction when stop -> participants",
        "thread_delegate :: agent! text! thread_id wait_seconds -> delegation_id hidden_thread_id status reply",
        "thread_handoff :: thread_id! agent! reason brief -> owner owner_stack",
        "thread_return :: thread_id! -> owner owner_stack",
        "thread_retry :: turn_id! wait_seconds -> turn_id status reply",
        "thread_search :: query! thread_id limit -> hits",
        "thread_fork :: thread_id! message_id -> thread",
        "thread_update :: thread_id! title archived -> thread",
        "session_create :: command args name workspace directory environment backend columns rows sandbox init agent "
            + "thread_id -> session_id session",
        "session_list :: all agent thread_id workspace state status limit cursor -> sessions next_cursor ended",
        "session_get :: session_id! -> session_id session",
        "session_screen :: session_id! format scrollback -> text columns rows cursor alternate title",
        "session_output :: session_id! offset max_bytes format -> text base64 offset next_offset dropped",
        "session_search :: query! session_id agent thread_id workspace state status since severity limit cursor -> hits "
            + "next_cursor",
        "session_send :: session_id! text keys submit wait_ms -> receipt_id state",
        "session_run :: command! directory session_id timeout_seconds stdio -> exit_code output errors truncated "
            + "duration_ms",
        "session_wait :: session_id! until! pattern quiet_ms status timeout_seconds -> matched reason match offset",
        "session_resize :: session_id! columns! rows! -> session",
        "session_stop :: session_id! force -> session",
        "session_restart :: session_id! -> session",
        "session_clone :: session_id! name -> session_id session",
        "session_remove :: session_id! -> removed",
        "session_explain :: session_id! -> status evidence text",
        "session_snapshot :: session_id! reason -> at reason screen directory git_branch git_state",
        "session_enqueue :: session_id! command! priority depends_on when -> command",
        "session_queue :: session_id! -> commands",
        "session_dequeue :: session_id! command_id! -> command",
        "workspace_create :: name! directory repository branch -> workspace",
        "workspace_list ::  -> workspaces",
        "workspace_diff :: name! -> files diff",
        "workspace_remove :: name! force -> removed",
        "mcp_server_list ::  -> servers",
        "approval_list :: state limit cursor -> approvals next_cursor",
        "approval_get :: approval_id! -> approval",
        "approval_resolve :: approval_id! decision! reason -> approval",
        "question_list :: state limit cursor -> questions next_cursor",
        "question_answer :: question_id! answer! -> question",
        "permission_prompt :: tool_name! input! tool_use_id ->",
        "task_create :: title! agent prompt command session tool arguments priority depends_on on_failure retries "
            + "not_before deadline workspace thread_id idempotency_key -> task_id task",
        "task_list :: status thread_id query limit cursor -> tasks next_cursor",
        "task_get :: task_id! -> task log",
        "task_wait :: task_id ids mode -> done tasks task",
        "task_update :: task_id! title priority depends_on on_failure retries not_before deadline -> task",
        "task_cancel :: task_id! -> task",
        "task_retry :: task_id! -> task",
        "artifact_list :: thread_id task_id session_id limit cursor -> artifacts next_cursor",
        "artifact_read :: artifact_id! offset max_bytes format -> artifact text base64 offset next_offset",
        "memory_remember :: text! subject kind scope confidence expires supersedes source_message source_session "
            + "source_range source_file source_url idempotency_key -> outcome note superseded",
        "memory_recall :: query! kinds scopes speaker thread_id since until limit -> hits words",
        "memory_read :: name scope version limit cursor -> documents notes document note next_cursor",
        "memory_write :: name! scope mode text passage version reason -> id version changed diff",
        "memory_correct :: id! action text subject confidence expires reason -> outcome note",
        "memory_forget :: id! -> id erased",
        "memory_history :: name! scope before limit -> id changes next_before",
        "knowledge_put :: subject! summary! payload type scope coverage_key fresh_until evidence ->",
        "knowledge_search :: query scope limit cursor ->",
        "knowledge_promote :: knowledge_id! trust review ->",
        "knowledge_forget :: knowledge_id! -> id erased",
        "knowledge_preflight :: about! -> decision reason items",
        "skill_list ::  -> skills",
        "skill_read :: name! file ->",
        "gateway_list ::  -> gateways",
        "gateway_bindings ::  -> bindings",
    ];

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Every_promised_tool_is_there_and_no_other(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind, "all");

        var tools = await ToolsAsync(client);

        Assert.Equal(Promised.Select(NameOf).Order(), tools.Keys.Order());
        foreach (var promise in Promised) AssertKept(promise, tools[NameOf(promise)]);
    }

    [Fact]
    public async Task Every_tool_explains_itself()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern, "all");
        foreach (var tool in (await ToolsAsync(client)).Values)
        {
            Assert.Matches("^[a-z_]+$", tool["name"].String());
            Assert.False(string.IsNullOrWhiteSpace(tool["title"].String()));
            Assert.False(string.IsNullOrWhiteSpace(tool["description"].String()));
            Assert.False(tool["inputSchema"]!["additionalProperties"]!.GetValue<bool>());
            Assert.NotNull(tool["annotations"]!["readOnlyHint"]);
            foreach (var (argument, schema) in Properties(tool["inputSchema"]))
                Assert.False(
                    string.IsNullOrWhiteSpace(schema!["description"].String()),
                    $"{tool["name"]}.{argument} has no description.");
        }
    }

    [Fact]
    public async Task Lists_say_how_long_they_may_be_kept()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        foreach (var list in new[] { "tools/list", "prompts/list", "resources/list", "resources/templates/list" })
        {
            var answer = await client.RequestAsync(list);
            Assert.NotNull(answer["ttlMs"]);
            Assert.NotNull(answer["cacheScope"]);
        }
    }

    private static void AssertKept(string promise, JsonObject tool)
    {
        var (arguments, answers) = (Words(promise, "::", "->"), Words(promise, "->", null));
        var properties = Properties(tool["inputSchema"]);
        foreach (var argument in arguments) Assert.Contains(argument.TrimEnd('!'), properties.Keys);
        Assert.Equal(
            arguments.Where(argument => argument.EndsWith('!')).Select(argument => argument.TrimEnd('!')).Order(),
            (tool["inputSchema"]!["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Order());
        var answered = Properties(tool["outputSchema"]);
        foreach (var answer in answers) Assert.Contains(answer, answered.Keys);
    }

    private static string NameOf(string promise) => promise[..promise.IndexOf(' ')];

    private static string[] Words(string promise, string from, string? to)
    {
        var start = promise.IndexOf(from, StringComparison.Ordinal) + from.Length;
        var end = to is null ? promise.Length : promise.IndexOf(to, StringComparison.Ordinal);
        return promise[start..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Dictionary<string, JsonNode?> Properties(JsonNode? schema) =>
        schema?["properties"]?.AsObject().ToDictionary() ?? [];

    private static async Task<Dictionary<string, JsonObject>> ToolsAsync(McpClient client)
    {
        var tools = new Dictionary<string, JsonObject>();
        string? cursor = null;
        do
        {
            var page = cursor is null
                ? await client.RequestAsync("tools/list")
                : await client.RequestAsync("tools/list", new { cursor });
            foreach (var tool in page["tools"]!.AsArray())
                tools.Add(tool!["name"]!.GetValue<string>(), tool.AsObject());
            cursor = page["nextCursor"].String();
        }
        while (cursor is not null);
        return tools;
    }
}
