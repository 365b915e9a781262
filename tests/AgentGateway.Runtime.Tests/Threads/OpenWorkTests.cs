using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tests.Threads;

/// <summary>What a thread has open, as readers and the owner's prompt are told.</summary>
public sealed class OpenWorkTests
{
    [Fact]
    public async Task A_thread_and_its_owners_prompt_list_what_is_open()
    {
        await using var gateway = await Gateway.StartAsync();
        var release = new TaskCompletionSource();
        gateway.Driver.Script("weles", async (_, stop) =>
        {
            await release.Task.WaitAsync(stop);
            return ScriptedDriver.Completed("done");
        });
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        Assert.Null((await gateway.ReadAsync(thread)).Open);
        var asking = new RequestedWork(Command: "true", Directory: gateway.Home) { Sandbox = "open" };
        var task = (await gateway.Runtime.Tasks.CreateAsync(
            Gateway.Client, new("Tidy\nup", asking, ThreadId: thread), Gateway.Stop)).Value.TaskId;
        var session = (await gateway.Sessions.CreateAsync(
            Gateway.Client,
            new("/bin/cat", Name: "build", Backend: "pty") { Owner = new(ThreadId: thread) },
            Gateway.Stop)).Value.SessionId;
        await gateway.SendAsync("!weles look", thread);

        var read = await gateway.UntilAsync(
            thread, view => view.Open?.Any(work => work.Kind == "approval") == true
                && view.Open.Any(work => work.Kind == "delegation"));

        Assert.Equal(
            ["approval", "delegation", "session", "task"],
            read.Open!.Select(work => work.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(("build", session), Of("session"));
        Assert.Equal(task, Of("task").Id);
        Assert.DoesNotContain('\n', Of("task").Text);
        var prompt = "";
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            var built = await turn.BuildPromptAsync(100_000, null, stop);
            prompt = built.Sections.Single(section => section.Name == "open").Text;
            return ScriptedDriver.Completed("answer");
        });
        await gateway.AskAsync("and now?", thread);
        foreach (var id in (string[])[task, session]) Assert.Contains(id, prompt, StringComparison.Ordinal);
        release.SetResult();

        (string Text, string Id) Of(string kind)
        {
            var work = read.Open!.Single(open => open.Kind == kind);
            return (work.Text, work.Id);
        }
    }

    [Fact]
    public async Task What_is_listed_is_bounded_and_of_this_thread()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.AskAsync("hello")).ThreadId;
        var other = (await gateway.AskAsync("hello")).ThreadId;
        var later = new RequestedSchedule(NotBefore: "3d");
        for (var task = 0; task < OpenWork.ListedMax + 3; task++)
            Assert.Null((await gateway.Runtime.Tasks.CreateAsync(
                Gateway.Client, new($"task {task}", new("Why?"), later, ThreadId: thread), Gateway.Stop)).Rejection);
        Assert.Equal(OpenWork.ListedMax, (await gateway.ReadAsync(thread)).Open!.Count);
        Assert.Null((await gateway.ReadAsync(other)).Open);
    }
}
