using AgentGateway.Runtime.History;
using AgentGateway.Runtime.Tests.Sessions;
using AgentGateway.Runtime.Tests.Tasks;

namespace AgentGateway.Runtime.Tests.History;

/// <summary>What ended, the latest first.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Threads_sessions_and_tasks_that_ended_are_listed_the_latest_first()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.AskAsync("still there");
        var session = await gateway.CreateAsync(new("/bin/bash", ["-c", "exit 3"], "build", Backend: "pty"));
        await Eventually.TrueAsync(async () => (await ListAsync(gateway)).Items.Count == 1);
        var task = await gateway.TaskEndAsync((await gateway.CreateTaskAsync(new("Tidy up", new(Prompt: "Tidy")))).Id);
        var thread = (await gateway.AskAsync("put away")).ThreadId;
        await gateway.Runtime.Threads.UpdateAsync(Gateway.Operator, new(thread, Archived: true), Gateway.Stop);

        Assert.Equal(
            [
                ("thread", thread, "archived", "put away", null),
                ("task", task.Id, "completed", "Tidy up", null),
                ("session", session.Id, "completed", "build", "exit code 3"),
            ],
            (await ListAsync(gateway)).Items.Select(
                item => (item.Kind, item.Id, item.State, item.Text, item.Detail)));
        var tasks = await ListAsync(gateway, "task");
        Assert.Equal((task.Id, false), (tasks.Items.Single().Id, tasks.More));
        var one = (await gateway.Runtime.Get<HistoryService>().ListAsync(null, 1, Gateway.Stop)).Value;
        Assert.Equal((thread, true), (one.Items.Single().Id, one.More));
        Assert.Equal(
            "invalid_argument",
            (await gateway.Runtime.Get<HistoryService>().ListAsync("nosuch", null, Gateway.Stop)).Rejection!.Code);
    }

    private static async Task<HistoryView> ListAsync(Gateway gateway, string? kind = null) =>
        (await gateway.Runtime.Get<HistoryService>().ListAsync(kind, null, Gateway.Stop)).Value;
}
