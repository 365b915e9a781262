using System.Text.Json;
using AgentGateway.Daemon;
using AgentGateway.Http;
using AgentGateway.Json;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control.Calls;

/// <summary><c>status</c>: what daemon this is and how it is.</summary>
internal sealed class StatusCall(Composition composition, Health health, DaemonFile daemon, TimeProvider time) : ControlCall
{
    public override string Name => "status";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var agents = composition.Agents.List().Agents;
        var view = new StatusView(
            health.Reason is null ? "ready" : "unavailable",
            health.Reason,
            daemon.Pid,
            daemon.Url,
            daemon.Socket,
            composition.Data.Path,
            daemon.Version,
            daemon.Journal,
            composition.Journal.LastPosition,
            daemon.StartedAt,
            (long)(time.GetUtcNow() - daemon.StartedAt).TotalSeconds,
            agents.Count,
            agents.Count(agent => agent.Available));
        return Task.FromResult(new ToolAnswer(JsonSerializer.Serialize(view, HallJson.Plain.StatusView)));
    }
}
