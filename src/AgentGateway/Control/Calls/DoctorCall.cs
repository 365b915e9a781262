using System.Text.Json;
using AgentGateway.Doctor;
using AgentGateway.Json;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control.Calls;

/// <summary><c>doctor</c>: what only the daemon itself knows of its health.</summary>
internal sealed class DoctorCall(Composition composition) : ControlCall
{
    public override string Name => "doctor";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new ToolAnswer(JsonSerializer.Serialize(new FindingsView([.. composition.Findings()]), HallJson.Plain.FindingsView)));
}
