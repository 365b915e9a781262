using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Tasks;

/// <summary>Calls of tasks as tests make them.</summary>
internal static class TaskCalls
{
    public static async Task<TaskView> CreateTaskAsync(this Gateway gateway, CreateTask request)
    {
        var created = await gateway.Runtime.Tasks.CreateAsync(Gateway.Operator, request, Gateway.Stop);
        Assert.Null(created.Rejection);
        Assert.Equal(created.Value.TaskId, created.Value.Task.Id);
        return created.Value.Task;
    }

    public static async Task<string?> TaskRefusalAsync(this Gateway gateway, CreateTask request) =>
        (await gateway.Runtime.Tasks.CreateAsync(Gateway.Operator, request, Gateway.Stop)).Rejection?.Code;

    /// <summary>The task when it has ended or needs a person.</summary>
    public static async Task<TaskView> TaskEndAsync(this Gateway gateway, string task)
    {
        var waited = (await gateway.Runtime.Tasks.WaitAsync(new([task]), null, Gateway.Stop)).Value;
        Assert.True(waited.Done, $"It is {waited.Task!.Status}.");
        return waited.Task!;
    }

    public static async Task<TaskView> TaskAsync(
        this Gateway gateway, string task) => (await gateway.Runtime.Tasks.GetAsync(task, Gateway.Stop)).Value.Task;
}
