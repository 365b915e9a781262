using System.Text.Json;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary>
/// <c>secret_set</c> (name, value): stores a secret for sessions. No tool does this: a model has no business with
/// values.
/// </summary>
internal sealed class SecretSetCall(SecretStore secrets) : ControlCall
{
    public override string Name => "secret_set";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var set = secrets.Set(request.Text("name") ?? "", request.Text("value") ?? "");
        return Task.FromResult(set.IsRejected(out var refused, out var secret)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(new SecretEnvelope(secret), HostJson.Plain.SecretEnvelope)));
    }
}
