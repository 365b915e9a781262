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
        var view = new StatusView
        {
            Status = health.Reason is null ? "ready" : "unavailable",
            Reason = health.Reason,
            Pid = daemon.Pid,
            Url = daemon.Url,
            Socket = daemon.Socket,
            Data = composition.Data.Path,
            Version = daemon.Version,
            Journal = daemon.Journal,
            Position = composition.Journal.LastPosition,
            StartedAt = daemon.StartedAt,
            UptimeSeconds = (long)(time.GetUtcNow() - daemon.StartedAt).TotalSeconds,
            Agents = agents.Count,
            AgentsAvailable = agents.Count(agent => agent.Available),
        };
        return Task.FromResult(new ToolAnswer(JsonSerializer.Serialize(view, HallJson.Plain.StatusView)));
    }
}
