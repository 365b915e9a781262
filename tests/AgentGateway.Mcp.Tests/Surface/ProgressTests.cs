using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Tests.Surface;

public sealed class ProgressTests
{
    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-06-18")]
    public async Task A_waiting_client_is_told_how_the_turn_gets_on(string protocolVersion)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface, protocolVersion: protocolVersion);
        var heard = new Heard(
            notices =>
                notices.Any(notice => notice.Message!.Contains("svarog is answering", StringComparison.Ordinal)));
        var call = link.Client.CallToolAsync(
            "thread_send", new Dictionary<string, object?>
            {
                ["text"] = "hold this",
            }, heard, cancellationToken: TestContext.Current.CancellationToken);
        await heard.Enough.WaitAsync(Limits.Signal, TestContext.Current.CancellationToken);
        gateway.Echo.LetGo();
        var result = await call;
        Assert.Equal("completed", result.StructuredContent!.Value.GetProperty("status").GetString());
        // The client may deliver notices in another order than they were sent.
        var numbers = heard.Notices.Select(notice => notice.Progress).Order().ToList();
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public async Task A_call_that_is_no_turn_tells_how_it_gets_on_by_itself()
    {
        var end = new TaskCompletionSource<ToolAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tool = new FakeTool("work", (request, _) =>
        {
            request.Progress?.Report("half of it is done");
            return end.Task;
        });
        await using var link = await SurfaceLink.OpenAsync(GatewayMcpToolTests.Surface(tool));
        var heard = new Heard(notices => notices.Any(notice => notice.Message == "half of it is done"));
        var call = link.Client.CallToolAsync(
            "work", null, heard, cancellationToken: TestContext.Current.CancellationToken);
        await heard.Enough.WaitAsync(Limits.Signal, TestContext.Current.CancellationToken);
        end.SetResult(new("{}"));
        await call;
    }

    [Fact]
    public async Task A_client_that_did_not_ask_is_told_nothing()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var link = await SurfaceLink.OpenAsync(gateway.Surface);
        var told = 0;
        await using var listening = link.Client.RegisterNotificationHandler("notifications/progress", (_, _) =>
        {
            Interlocked.Increment(ref told);
            return default;
        });
        await link.Client.CallToolAsync(
            "thread_send", new Dictionary<string, object?> { ["text"] = "x" },
                cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, told);
    }

    [Fact]
    public async Task A_call_that_waits_long_is_not_silent()
    {
        var time = new FakeClock();
        var end = new TaskCompletionSource<ToolAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var surface = GatewayMcpToolTests.Surface(time, new FakeTool("wait", (_, _) => end.Task));
        await using var link = await SurfaceLink.OpenAsync(surface);
        var heard = new Heard(notices => notices.Count == 2);
        var call = link.Client.CallToolAsync(
            "wait", null, heard, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await time.ArmedAsync();
            time.Advance(TimeSpan.FromSeconds(15));
        }

        await heard.Enough.WaitAsync(Limits.Signal, TestContext.Current.CancellationToken);
        end.SetResult(new("{}"));
        await call;
        Assert.Equal([1f, 2f], heard.Notices.Select(notice => notice.Progress).Order());
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_end_the_turn()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var sent = await gateway.CallAsync("thread_send", """{"text":"hold on","wait_seconds":0}""");
        var arguments = JsonElement.Parse(new JsonObject { ["turn_id"] = (string)sent["turn_id"]! }.ToJsonString());
        using var giveUp = new CancellationTokenSource();
        var waiting = gateway.Calls.CallAsync(
            gateway.Runtime.Tools.Find("thread_wait")!, new(
                new(Runtime.Principals.Principal.Client), arguments), _ => giveUp.Cancel(), giveUp.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gateway.Echo.LetGo();
        Assert.Equal("completed", (string?)(await gateway.CallAsync("thread_wait", arguments.GetRawText()))["status"]);
    }

    private sealed class Heard(
        Func<IReadOnlyList<ProgressNotificationValue>, bool> enough) : IProgress<ProgressNotificationValue>
    {
        private readonly Lock _gate = new();
        private readonly List<ProgressNotificationValue> _notices = [];
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Enough => _enough.Task;

        public IReadOnlyList<ProgressNotificationValue> Notices
        {
            get
            {
                lock (_gate) return [.. _notices];
            }
        }

        public void Report(ProgressNotificationValue value)
        {
            lock (_gate) _notices.Add(value);
            if (enough(Notices)) _enough.TrySetResult();
        }
    }
}
