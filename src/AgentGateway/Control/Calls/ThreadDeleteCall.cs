using System.Text.Json;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary>
/// <c>thread_delete</c> (thread_id): deletes a thread for good. No tool does this: what a person said is not a model's
/// to erase.
/// </summary>
internal sealed class ThreadDeleteCall(DeletionService deletions) : ControlCall
{
    public override string Name => "thread_delete";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var deleted = await deletions.DeleteAsync(
            request.Caller, request.Text("thread_id") ?? "", cancellationToken);
        return deleted.IsRejected(out var refused, out var view)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(view, HostJson.Plain.DeletedThreadView));
    }
}
