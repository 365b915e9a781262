using System.Text.Json;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>secret_remove</c> (name): forgets a secret. Sessions that have it keep it.</summary>
internal sealed class SecretRemoveCall(SecretStore secrets) : ControlCall
{
    public override string Name => "secret_remove";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(secrets.Remove(request.Text("name") ?? "").IsRejected(out var refused, out var removed)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(new RemovedView(removed), ViewJson.Plain.RemovedView)));
}
