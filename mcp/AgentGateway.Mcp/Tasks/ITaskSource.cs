using System.Text.Json.Nodes;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Tasks;

/// <summary>Where the state of tasks is kept. A source knows only what that caller may know.</summary>
internal interface ITaskSource
{
    /// <summary>Null when there is no such task here, or it belongs to another principal.</summary>
    Task<TaskState?> FindAsync(TaskClient client, string taskId, CancellationToken cancellationToken);

    /// <summary>False when there is no such task here. One that has ended stays as it is.</summary>
    Task<bool> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken);

    /// <summary>
    /// Hands over what the task asked its client for; answers to questions that it did not ask are ignored.
    /// </summary>
    Task<bool> AnswerAsync(
        Caller caller, string taskId, JsonObject inputResponses, CancellationToken cancellationToken);
}
