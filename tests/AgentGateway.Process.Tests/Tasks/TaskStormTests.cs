using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>Many tasks at once.</summary>
public sealed class TaskStormTests : IDisposable
{
    private const int Failing = 100;
    private const int GraphSize = 10_000;
    private const int Creators = 16;

    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    [Fact]
    public async Task A_hundred_tasks_that_fail_at_once_all_end_and_the_daemon_goes_on()
    {
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var gate = await client.CreateTaskAsync(new { title = "gate", prompt = "/time", not_before = "1d" });
        var thread = await client.NewThreadAsync();
        var ids = await Task.WhenAll(
            Enumerable.Range(0, Failing).Select(number => client.CreateTaskAsync(number % 2 == 0
            ? new { title = $"{number}", command = "exit 7", directory = _folder.Path, depends_on = new[] { gate }, thread_id = thread }
            : (object)new { title = $"{number}", tool = "read_file", arguments = new { path = "nothing-there" }, workspace = _folder.Path, depends_on = new[] { gate }, thread_id = thread })));

        await client.CallAsync("task_update", new { task_id = gate, not_before = "" });

        var waited = await client.CallAsync("task_wait", new { ids, timeout_seconds = 120 }, TimeSpan.FromSeconds(130));
        Assert.True(waited["done"]!.GetValue<bool>());
        Assert.All(waited.List("tasks"), task => Assert.Equal("failed", task!.Status()));
        await Eventually.TrueAsync(
            async () => (await client.ReadAsync(thread)).List("messages")
                .Count(message =>
                    message!["text"].String()!.Contains(" failed: ", StringComparison.Ordinal)) == Failing,
            "the thread was told of each");
        Assert.Equal(
            "completed",
            (await client.StandsAsync(
                await client.CreateTaskAsync(new { title = "after", prompt = "/time" }))).Status());
    }

    [Fact]
    public async Task A_graph_of_ten_thousand_with_a_circle_at_its_end_is_refused_and_named()
    {
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var first = await client.CreateTaskAsync(new { title = "first", prompt = "/time", not_before = "1d" });

        // A wide graph of chains: each task depends on one of the row before, and on the first.
        var row = Enumerable.Repeat(first, Creators).ToArray();
        for (var made = 1; made < GraphSize; made += Creators)
            row = await Task.WhenAll(
                row.Select(
                    (above, at) => client.CreateTaskAsync(
                        new { title = $"{at}", prompt = "/time", depends_on = new[] { above, first }.Distinct() })));
        var refused = await client.TryAsync("task_update", new { task_id = first, depends_on = new[] { row[^1] } });

        Assert.Equal("dependency_cycle", refused.RefusedWith());
        Assert.Contains(first, refused.Text("message"));
        Assert.Contains(row[^1], refused.Text("message"));
        Assert.Equal("waiting", (await client.TaskAsync(first)).Status());
    }

    public void Dispose() => _folder.Dispose();
}
