using System.Text.Json.Nodes;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Tasks;

/// <summary>A source of tasks. It finds only the tasks of the given caller.</summary>
internal interface ITaskSource
{
    /// <summary>Null when there is no such task here, or it belongs to another principal.</summary>
    Task<TaskState?> FindAsync(TaskClient client, string taskId, CancellationToken cancellationToken);

    /// <summary>False when there is no such task here. One that has ended stays as it is.</summary>
    Task<bool> CancelAsync(Caller caller, string taskId, CancellationToken cancellationToken);

    /// <summary>
    /// Passes the input that the task required from its client; answers to other keys are ignored.
    /// </summary>
    Task<bool> AnswerAsync(
        Caller caller, string taskId, JsonObject inputResponses, CancellationToken cancellationToken);
}
