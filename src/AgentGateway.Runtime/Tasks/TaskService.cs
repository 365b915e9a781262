using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Everything that a door can do with tasks. Each call that changes something answers when the change is durable, and refuses with a
/// <see cref="Rejection"/> that changed nothing.
/// </summary>
public sealed partial class TaskService
{
    public Task<Outcome<TaskEnvelope>> CreateAsync(Caller caller, CreateTask request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<TaskListView>> ListAsync(ListTasks request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<TaskDetailView>> GetAsync(string taskId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Answers when any or all of the tasks have ended, are blocked or wait for a person, or when the time is over.</summary>
    /// <param name="progress">Is told in a sentence when one of them changes.</param>
    public Task<Outcome<TaskWaitView>> WaitAsync(WaitForTasks request, IProgress<string>? progress, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<TaskEnvelope>> UpdateAsync(Caller caller, UpdateTask request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends it, what it runs, and its children.</summary>
    public Task<Outcome<TaskEnvelope>> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Runs one that failed, was cancelled or is blocked again.</summary>
    public Task<Outcome<TaskEnvelope>> RetryAsync(Caller caller, string taskId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ids of tasks that changed, from now on. Coalesced: one that changes often is told once for what was not yet taken.</summary>
    public IAsyncEnumerable<string> ChangesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
