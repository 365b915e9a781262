using System.Text.Json;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>secret_list</c>: the names of the secrets.</summary>
internal sealed class SecretListCall(SecretStore secrets) : ControlCall
{
    public override string Name => "secret_list";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(secrets.List().IsRejected(out var refused, out var list)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(new SecretListView(list), HostJson.Plain.SecretListView)));
}
