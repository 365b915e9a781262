using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every store promises about reading tasks.</summary>
public abstract class TaskReadsContract : StoreContract
{
    [Fact]
    public async Task A_task_is_read_back_as_it_last_stood()
    {
        var task = new TaskScript("tsk_1");
        await Store.AppendAsync(task.Open(thread: "thr_1"));
        await Same();
        await Store.AppendAsync(task.Do(new ClaimTask("own_1")));
        await Same();
        await Store.AppendAsync(task.Do(new CompleteRun(1, "done", 0)));
        await Same();
        Assert.Null(await Store.Tasks.TaskAsync(new("tsk_none"), Stop));

        async Task Same() => Assert.Equal(Json(task.State), Json((await Store.Tasks.TaskAsync(new("tsk_1"), Stop))!));
    }

    [Fact]
    public async Task A_deleted_one_is_gone()
    {
        var task = new TaskScript("tsk_1");
        await Store.AppendAsync(task.Open(thread: "thr_1"));
        await Store.AppendAsync(task.Do(new ClaimTask("own_1")));
        await Store.AppendAsync(task.Do(new CompleteRun(1, "done", 0)));
        await Store.AppendAsync(task.Do(new DeleteTask()));

        Assert.Null(await Store.Tasks.TaskAsync(new("tsk_1"), Stop));
        Assert.Empty(await Store.Tasks.TasksAsync(new(Thread: new ThreadId("thr_1")), null, 10, Stop));
        Assert.Null((await Store.Store.CheckAsync(Stop)).Unsound);
    }

    [Fact]
    public async Task Tasks_are_listed_newest_first_by_what_was_asked_for()
    {
        for (var number = 1; number <= 6; number++)
        {
            var task = new TaskScript($"tsk_{number}");
            await Store.AppendAsync(
                task.Open(number % 2 == 0 ? "Sweep the YARD" : "Żółw", number % 3 == 0 ? "thr_1" : null));
            if (number >= 3) await Store.AppendAsync(task.Do(new ClaimTask("own_1")));
            if (number >= 4)
                await Store.AppendAsync(task.Do(number == 4 ? new CancelTask(null) : new CompleteRun(1, "done", 0)));
        }

        Assert.Equal(["6", "5", "4", "3", "2", "1"], await Read(new()));
        Assert.Equal(["6", "5"], await Read(new([TaskPhase.Completed])));
        Assert.Equal(
            ["3", "2", "1"],
            await Read(new([TaskPhase.Queued, TaskPhase.Running, TaskPhase.Waiting, TaskPhase.Blocked])));
        Assert.Equal(["6", "5", "4"], await Read(new([TaskPhase.Completed, TaskPhase.Failed, TaskPhase.Cancelled])));
        Assert.Equal(["6", "5", "2", "1"], await Read(new([TaskPhase.Queued, TaskPhase.Completed])));
        Assert.Equal(["6", "3"], await Read(new(Thread: new ThreadId("thr_1"))));
        Assert.Equal(["6"], await Read(new([TaskPhase.Completed], new ThreadId("thr_1"), "yard SWEEP")));
        Assert.Equal(["5", "3", "1"], await Read(new(Query: "żÓŁW")));
        Assert.Equal(["6", "5", "4", "3", "2", "1"], await Read(new(Query: "make clean")));
        Assert.Empty(await Read(new(Query: "%")));
        Assert.Equal(["3", "2"], await Read(new(), "tsk_4", 2));
        Assert.Empty(await Read(new(), "tsk_1"));

        async Task<IEnumerable<string>> Read(TaskFilter filter, string? after = null, int limit = 100) =>
            (await Store.Tasks.TasksAsync(filter, after is null ? null : new TaskId(after), limit, Stop)).Select(
                task => task.Id.Value[4..]);
    }

    [Fact]
    public async Task The_children_of_a_task_are_known()
    {
        await Store.AppendAsync(new TaskScript("tsk_1").Open());
        await Store.AppendAsync(new TaskScript("tsk_3").Open(parent: "tsk_1"));
        await Store.AppendAsync(new TaskScript("tsk_2").Open(parent: "tsk_1"));
        await Store.AppendAsync(new TaskScript("tsk_4").Open(parent: "tsk_2"));
        Assert.Equal(
            ["tsk_2", "tsk_3"], (await Store.Tasks.ChildrenAsync(new("tsk_1"), Stop)).Select(task => task.Id.Value));
        Assert.Empty(await Store.Tasks.ChildrenAsync(new("tsk_4"), Stop));
    }

    private static string Json(AgentTask task) => JsonSerializer.Serialize(task, TaskJson.Plain.AgentTask);
}
