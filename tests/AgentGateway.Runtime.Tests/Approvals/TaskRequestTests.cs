using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Tests.Tasks;

namespace AgentGateway.Runtime.Tests.Approvals;

/// <summary>Tasks that wait for people.</summary>
public sealed class TaskRequestTests
{
    private static readonly Caller Agent = new(new Principal("svarog") { Agent = "svarog" });

    [Fact]
    public async Task A_task_that_is_cancelled_at_any_step_asks_no_more()
    {
        await using var gateway = await Gateway.StartAsync();
        for (var round = 0; round < 60; round++)
        {
            var task = (await gateway.Runtime.Tasks.CreateAsync(Agent,
                new("t", new(Command: "true", Directory: gateway.Home) { Sandbox = "open" }), Gateway.Stop)).Value.TaskId;
            for (var pause = 0; pause < round; pause++) await Task.Yield();
            Assert.Null((await gateway.Runtime.Tasks.CancelAsync(Agent, task, Gateway.Stop)).Rejection);
        }

        await Eventually.TrueAsync(async () => (await gateway.PendingAsync()).Count == 0);
    }

    [Fact]
    public async Task A_task_that_waits_for_a_person_leaves_its_lane_to_others()
    {
        await using var gateway = await Gateway.StartAsync(new()
        {
            Settings = RuntimeOptions.SettingsOf(
                new TaskOptions { RunningMax = 1, RunningPerAgentMax = 1, RunningPerWorkspaceMax = 1 }),
        });
        var waiting = (await gateway.Runtime.Tasks.CreateAsync(Agent,
            new("t", new(Command: "echo ran >> ran", Directory: gateway.Home) { Sandbox = "open" }), Gateway.Stop)).Value.TaskId;
        await Eventually.TrueAsync(async () => (await gateway.TaskAsync(waiting)).Status == "waiting");
        var other = (await gateway.Runtime.Tasks.CreateAsync(Agent, new("u", new(Tool: "agent_list")),
            Gateway.Stop)).Value.TaskId;
        Assert.Equal("completed", (await gateway.TaskEndAsync(other)).Status);
        await gateway.DecideAsync((await gateway.TaskAsync(waiting)).WaitingOn!, "once");
        await Eventually.TrueAsync(async () => (await gateway.TaskAsync(waiting)).Status == "completed");
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(gateway.Home, "ran"), Gateway.Stop));
    }

    [Fact]
    public async Task A_task_whose_turn_waits_for_a_person_leaves_its_lane_to_others()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(
                new TaskOptions { RunningMax = 1, RunningPerAgentMax = 1, RunningPerWorkspaceMax = 1 }) });
        gateway.Driver.Script(
            "svarog", AskingTurns.Calling(new ToolCall("c1", "ask_operator", """{"question":"Go?"}""")));
        var waiting = (await gateway.CreateTaskAsync(new("t", new(Prompt: "Ask", Agent: "svarog")))).Id;
        await Eventually.TrueAsync(async () => (await gateway.TaskAsync(waiting)).Status == "waiting");
        gateway.Driver.Answer("svarog", _ => "At once.");
        Assert.Equal("completed", (await gateway.TaskEndAsync(
            (await gateway.CreateTaskAsync(new("u", new(Prompt: "Hello", Agent: "svarog")))).Id)).Status);
        gateway.Driver.Script("svarog", AskingTurns.Calling());
        await gateway.Runtime.Questions.AnswerAsync(
            Gateway.Operator, (await gateway.TaskAsync(waiting)).WaitingOn!, "yes", Gateway.Stop);
        await Eventually.TrueAsync(async () => (await gateway.TaskAsync(waiting)).Status == "completed");
        Assert.Equal("operator answered: yes", (await gateway.TaskAsync(waiting)).Result);
    }
}
