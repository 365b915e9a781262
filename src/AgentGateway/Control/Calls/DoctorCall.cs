using System.Text.Json;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>doctor</c>: what only the daemon itself knows of its health.</summary>
internal sealed class DoctorCall(Func<CancellationToken, Task<IReadOnlyList<Finding>>> look) : ControlCall
{
    public override string Name => "doctor";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        new(JsonSerializer.Serialize(new FindingsView(await look(cancellationToken)), HostJson.Plain.FindingsView));
}
