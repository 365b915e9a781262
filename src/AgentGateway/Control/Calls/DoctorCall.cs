using System.Text.Json;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>doctor</c>: what only the daemon itself knows of its health.</summary>
internal sealed class DoctorCall(Func<IEnumerable<Finding>> look) : ControlCall
{
    public override string Name => "doctor";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(
            new ToolAnswer(JsonSerializer.Serialize(new FindingsView([.. look()]), HostJson.Plain.FindingsView)));
}
