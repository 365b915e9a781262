using System.Text.Json.Nodes;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>
/// Each tool of tasks and artifacts once around, on a whole gateway. Every answer is checked against the tool's schema.
/// </summary>
public sealed class TaskToolTests
{
    [Fact]
    public async Task A_prompt_is_carried_out_and_its_answer_is_the_result()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var created = await gateway.CallAsync("task_create", """{"title":"say it","prompt":"hello"}""");
        var id = (string)created["task"]!["id"]!;
        Assert.Equal(id, (string?)created["task_id"]);
        Assert.Equal(
            ("turn", "hello", "svarog", "client"),
            (Text(created, "kind"), Text(created, "prompt"), Text(created, "agent"), Text(created, "created_by")));
        var waited = await gateway.CallAsync("task_wait", $$"""{"task_id":"{{id}}"}""");
        Assert.True((bool)waited["done"]!);
        Assert.Equal(("completed", "echo: hello"), (Text(waited, "status"), Text(waited, "result")));
        var got = await gateway.CallAsync("task_get", $$"""{"task_id":"{{id}}"}""");
        Assert.Equal(
            ["created", "started", "completed"],
            got["log"]!.AsArray()
                .Select(entry => (string)entry!["event"]!)
                .Where(word => word is "created" or "started" or "completed"));
    }

    [Fact]
    public async Task A_command_is_run_and_a_failed_one_says_how_it_ended()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var good = await CreateAsync(gateway, """{"title":"good","command":"echo words"}""");
        var bad = await CreateAsync(gateway, """{"title":"bad","command":"exit 3"}""");
        var waited = await gateway.CallAsync("task_wait", $$"""{"ids":["{{good}}","{{bad}}"],"mode":"all"}""");
        Assert.Equal(["completed", "failed"], waited["tasks"]!.AsArray().Select(task => (string)task!["status"]!));
        Assert.Equal((0, 3), ((int)waited["tasks"]![0]!["exit_code"]!, (int)waited["tasks"]![1]!["exit_code"]!));
        Assert.Contains("words", (string)waited["tasks"]![0]!["result"]!, StringComparison.Ordinal);
        Assert.Equal("command_failed", (string)waited["tasks"]![1]!["reason"]!["code"]!);
    }

    [Fact]
    public async Task A_tool_takes_its_arguments_as_an_object_and_as_its_text()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        foreach (var arguments in (string[])["""{"query":"nothing"}""", """ "{\"query\":\"nothing\"}" """])
        {
            var id = await CreateAsync(
                gateway, $$"""{"title":"look","tool":"thread_search","arguments":{{arguments}}}""");
            Assert.Equal(
                "completed", Text(await gateway.CallAsync("task_wait", $$"""{"task_id":"{{id}}"}"""), "status"));
        }
    }

    [Fact]
    public async Task Waiting_is_over_with_its_time_and_any_with_the_first()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var held = await CreateAsync(gateway, """{"title":"held","prompt":"hold"}""");
        var quick = await CreateAsync(gateway, """{"title":"quick","prompt":"go"}""");
        Assert.False(
            (bool)(await gateway.CallAsync("task_wait", $$"""{"task_id":"{{held}}","timeout_seconds":0}"""))["done"]!);
        Assert.False(
            (bool)(await gateway.CallAsync(
                "task_wait", $$"""{"task_id":"{{held}}","timeout_seconds":0.05}"""))["done"]!);
        Assert.True(
            (bool)(await gateway.CallAsync(
                "task_wait", $$"""{"ids":["{{held}}","{{quick}}"],"mode":"any"}"""))["done"]!);
        gateway.Echo.LetGo();
        Assert.True((bool)(await gateway.CallAsync("task_wait", $$"""{"ids":["{{held}}","{{quick}}"]}"""))["done"]!);
    }

    [Fact]
    public async Task A_circle_of_dependencies_is_refused_and_named()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var first = await CreateAsync(gateway, """{"title":"a","prompt":"a","not_before":"1d"}""");
        var second = await CreateAsync(gateway, $$"""{"title":"b","prompt":"b","depends_on":["{{first}}"]}""");
        Assert.Equal(
            "dependency_cycle",
            await gateway.RefusedAsync("task_update", $$"""{"task_id":"{{first}}","depends_on":["{{second}}"]}"""));
        Assert.Equal(
            "dependency_cycle",
            await gateway.RefusedAsync("task_update", $$"""{"task_id":"{{first}}","depends_on":["{{first}}"]}"""));
        Assert.Equal(
            "unknown_task",
            await gateway.RefusedAsync("task_update", $$"""{"task_id":"{{first}}","depends_on":["tsk_none"]}"""));
    }

    [Fact]
    public async Task Tasks_are_listed_found_changed_cancelled_and_run_again()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        var one = await CreateAsync(
            gateway, $$"""{"title":"count the birds","prompt":"a","not_before":"1d","thread_id":"{{thread}}"}""");
        var two = await CreateAsync(
            gateway, """{"title":"other","prompt":"b","not_before":"1d","idempotency_key":"k"}""");
        Assert.Equal(
            two,
            await CreateAsync(gateway, """{"title":"other","prompt":"b","not_before":"1d","idempotency_key":"k"}"""));
        Assert.Equal(
            "idempotency_conflict",
            await gateway.RefusedAsync("task_create", """{"title":"else","prompt":"b","idempotency_key":"k"}"""));

        // Of two of the same millisecond the ids say which is listed first.
        string[] newest = [.. new[] { one, two }.OrderDescending(StringComparer.Ordinal)];
        Assert.Equal(newest, await ListAsync(gateway, """{"status":"waiting"}"""));
        Assert.Equal([one], await ListAsync(gateway, """{"query":"BIRDS"}"""));
        Assert.Equal([one], await ListAsync(gateway, $$"""{"thread_id":"{{thread}}"}"""));
        var page = await gateway.CallAsync("task_list", """{"limit":1}""");
        Assert.Equal([newest[1]], await ListAsync(gateway, $$"""{"limit":1,"cursor":"{{page["next_cursor"]}}"}"""));

        Assert.Equal(
            "waiting",
            Text(await gateway.CallAsync(
                "task_update", $$"""{"task_id":"{{one}}","priority":"urgent","title":"new"}"""), "status"));
        Assert.Equal(
            "cancelled", Text(await gateway.CallAsync("task_cancel", $$"""{"task_id":"{{one}}"}"""), "status"));
        Assert.Equal(
            "task_ended", await gateway.RefusedAsync("task_update", $$"""{"task_id":"{{one}}","title":"x"}"""));
        Assert.Equal("waiting", Text(await gateway.CallAsync("task_retry", $$"""{"task_id":"{{one}}"}"""), "status"));
        Assert.Equal("task_not_retryable", await gateway.RefusedAsync("task_retry", $$"""{"task_id":"{{one}}"}"""));
        await gateway.CallAsync("task_update", $$"""{"task_id":"{{one}}","not_before":""}""");
        Assert.Equal("completed", Text(await gateway.CallAsync("task_wait", $$"""{"task_id":"{{one}}"}"""), "status"));
    }

    [Theory]
    [InlineData("task_create", """{"title":"x"}""", "invalid_argument")]
    [InlineData("task_create", """{"title":"x","prompt":"a","command":"b"}""", "invalid_argument")]
    [InlineData("task_create", """{"title":"","prompt":"a"}""", "missing_argument")]
    [InlineData("task_create", """{"prompt":"a"}""", "missing_argument")]
    [InlineData("task_create", """{"title":"x","prompt":"a","agent":"nobody"}""", "unknown_agent")]
    [InlineData("task_create", """{"title":"x","tool":"nothing"}""", "unknown_tool")]
    [InlineData("task_create", """{"title":"x","tool":"thread_search","arguments":"no json"}""", "invalid_argument")]
    [InlineData("task_create", """{"title":"x","prompt":"a","thread_id":"thr_none"}""", "unknown_thread")]
    [InlineData("task_create", """{"title":"x","prompt":"a","depends_on":["tsk_none"]}""", "unknown_task")]
    [InlineData("task_create", """{"title":"x","prompt":"a","deadline":"soon"}""", "invalid_argument")]
    [InlineData("task_create", """{"title":"x","prompt":"a","retries":1000}""", "invalid_argument")]
    [InlineData("task_create", """{"title":"x","prompt":"a","priority":"later"}""", "invalid_argument")]
    [InlineData("task_create", """{"title":"x","prompt":"a","workspace":"nowhere"}""", "unknown_workspace")]
    [InlineData("task_create", """{"title":"x","prompt":"a","own":true}""", "unknown_argument")]
    [InlineData("task_get", """{"task_id":"tsk_none"}""", "unknown_task")]
    [InlineData("task_wait", "{}", "missing_argument")]
    [InlineData("task_wait", """{"task_id":"tsk_none"}""", "unknown_task")]
    [InlineData("task_wait", """{"ids":[]}""", "invalid_argument")]
    [InlineData("task_wait", """{"ids":["tsk_a"],"task_id":"tsk_a"}""", "invalid_argument")]
    [InlineData("task_cancel", """{"task_id":"x"}""", "unknown_task")]
    [InlineData("task_list", """{"cursor":"x"}""", "cursor_unknown")]
    [InlineData("artifact_read", """{"artifact_id":"art_none"}""", "unknown_artifact")]
    [InlineData("artifact_list", """{"cursor":"x"}""", "cursor_unknown")]
    public async Task What_makes_no_sense_is_refused(string tool, string arguments, string code)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        Assert.Equal(code, await gateway.RefusedAsync(tool, arguments));
    }

    [Fact]
    public async Task Artifacts_are_listed_and_read_in_pieces()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var origin = new ArtifactOrigin("svarog", Task: new TaskId("tsk_1"));
        (await gateway.Runtime.Artifacts.KeepAsync(
            new(ArtifactKind.File, "a.txt", "k1",
                origin), "zażółć", CancellationToken.None)).IsRejected(out _, out var text);
        (await gateway.Runtime.Artifacts.KeepAsync(
            new(ArtifactKind.Output, "b", "k2",
                origin), new MemoryStream([0, 1, 2, 255, 4]), CancellationToken.None)).IsRejected(out _);
        var listed = (await gateway.CallAsync(
            "artifact_list", """{"task_id":"tsk_1","kind":"file"}"""))["artifacts"]!.AsArray();
        Assert.Equal(text!.Id, (string)Assert.Single(listed)!["id"]!);
        Assert.Equal(2, (await gateway.CallAsync("artifact_list", "{}"))["artifacts"]!.AsArray().Count);

        var read = "";
        for (long? offset = 0; offset is not null;)
        {
            var piece = await gateway.CallAsync(
                "artifact_read", $$"""{"artifact_id":"{{text.Id}}","max_bytes":4,"offset":{{offset}}}""");
            read += (string)piece["text"]!;
            offset = (long?)piece["next_offset"];
        }

        Assert.Equal("zażółć", read);
        var binary = (await gateway.CallAsync("artifact_list", """{"kind":"output"}"""))["artifacts"]![0]!["id"];
        Assert.Equal(
            "AAEC/wQ=",
            (string)(await gateway.CallAsync("artifact_read", $$"""{"artifact_id":"{{binary}}"}"""))["base64"]!);
    }

    private static async Task<string> CreateAsync(
        GatewayWithTools gateway, string arguments) =>
            (string)(await gateway.CallAsync("task_create", arguments))["task"]!["id"]!;

    private static async Task<IEnumerable<string>> ListAsync(GatewayWithTools gateway, string arguments) =>
        (await gateway.CallAsync("task_list", arguments))["tasks"]!.AsArray().Select(task => (string)task!["id"]!);

    private static string? Text(JsonNode answer, string property) => (string?)answer["task"]![property];
}
