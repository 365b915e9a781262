using AgentGateway.Mcp.Subscriptions;

namespace AgentGateway.Mcp.Tests.Surface;

public sealed class JournalChangesTests
{
    [Fact]
    public async Task A_change_of_a_thread_is_told_for_it_and_for_the_list()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var changes = Listening.To(gateway);
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        Assert.Equal([$"agw://threads/{thread}", "agw://threads"], await changes.TakeAsync(2));
        await gateway.CallAsync("thread_update", $$"""{"thread_id":"{{thread}}","title":"x"}""");
        Assert.Equal([$"agw://threads/{thread}", "agw://threads"], await changes.TakeAsync(2));
    }

    [Fact]
    public async Task A_hidden_thread_does_not_change_the_list()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var changes = Listening.To(gateway);
        var hidden = (string)(await gateway.CallAsync(
            "thread_delegate", """{"agent":"rarog","text":"x"}"""))["hidden_thread_id"]!;
        var after = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        var told = await changes.TakeUntilAsync($"agw://threads/{after}");
        Assert.DoesNotContain("agw://threads", told);
        Assert.Contains($"agw://threads/{hidden}", told);
    }

    [Fact]
    public async Task A_change_of_an_agent_is_told_for_it_and_for_the_list()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var changes = Listening.To(gateway);
        await gateway.CallAsync("agent_register", """{"id":"reviewer"}""");
        var told = await changes.TakeUntilAsync("agw://agents");
        Assert.Contains("agw://agents/reviewer", told);
        Assert.DoesNotContain("agw://agents/svarog", told);
    }

    [Fact]
    public async Task A_change_of_a_workspace_is_told_for_the_list()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var changes = Listening.To(gateway);
        var directory = Directory.CreateDirectory(Path.Combine(gateway.Folder, "project")).FullName;
        await gateway.CallAsync("workspace_create", $$"""{"name":"site","directory":"{{directory}}"}""");
        Assert.Equal(["agw://workspaces"], await changes.TakeAsync(1));
    }

    [Fact]
    public async Task A_change_of_a_task_is_told_for_it_and_for_the_list()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await using var changes = Listening.To(gateway);
        var task = (string)(await gateway.CallAsync(
            "task_create", """{"title":"later","prompt":"x","not_before":"1d"}"""))["task_id"]!;
        Assert.Equal([$"agw://tasks/{task}", "agw://tasks"], await changes.TakeAsync(2));
        await gateway.CallAsync("task_cancel", $$"""{"task_id":"{{task}}"}""");
        Assert.Equal([$"agw://tasks/{task}", "agw://tasks"], await changes.TakeAsync(2));
    }

    [Fact]
    public async Task What_happened_before_is_not_told()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        await gateway.CallAsync("thread_create", "{}");
        await using var changes = Listening.To(gateway);
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        Assert.Equal([$"agw://threads/{thread}"], await changes.TakeAsync(1));
    }

    [Fact]
    public async Task Many_changes_of_one_thread_come_as_few()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        await using var changes = Listening.To(gateway);
        foreach (var number in Enumerable.Range(0, 50))
            await gateway.CallAsync("thread_update", $$"""{"thread_id":"{{thread}}","title":"{{number}}"}""");
        var last = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        // Nothing was read until now but the first change, so all others wait in the journal and come as one.
        Assert.InRange((await changes.TakeUntilAsync($"agw://threads/{last}")).Count, 2, 8);
    }

    [Fact]
    public async Task Listening_ends_with_its_cancellation()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        using var stop = new CancellationTokenSource();
        await using var reader = gateway.Changes.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = reader.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Limits.Signal));
    }

    /// <summary>A reader that has begun, which is when changes count from.</summary>
    private sealed class Listening : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly IAsyncEnumerator<ResourceChange> _changes;
        private Task<bool> _next;

        private Listening(GatewayWithTools gateway)
        {
            _changes = gateway.Changes.ReadAsync(_stop.Token).GetAsyncEnumerator(_stop.Token);
            _next = _changes.MoveNextAsync().AsTask();
        }

        public static Listening To(GatewayWithTools gateway) => new(gateway);

        public async Task<List<string>> TakeAsync(int count)
        {
            var taken = new List<string>();
            while (taken.Count < count) taken.Add(await TakeAsync());
            return taken;
        }

        public async Task<List<string>> TakeUntilAsync(string uri)
        {
            var taken = new List<string>();
            while (taken.Count == 0 || taken[^1] != uri) taken.Add(await TakeAsync());
            return taken;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _changes.DisposeAsync();
            _stop.Dispose();
        }

        private async Task<string> TakeAsync()
        {
            Assert.True(await _next.WaitAsync(Limits.Signal));
            var uri = _changes.Current.Uri!;
            _next = _changes.MoveNextAsync().AsTask();
            return uri;
        }
    }
}
