using System.Text.Json;
using AgentGateway.Data;
using AgentGateway.Http;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Tools;
using AgentGateway.Settings;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>status</c>: what daemon this is and how it is.</summary>
internal sealed class StatusCall(
    AgentService agents, IJournal journal, string dataDirectory, Health health, DaemonFile daemon,
        LiveSettings settings, TimeProvider time)
        : ControlCall
{
    public override string Name => "status";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var known = agents.List().Agents;
        var view = new StatusView
        {
            Status = health.Reason is null ? "ready" : "unavailable",
            Reason = health.Reason,
            Pid = daemon.Pid,
            Url = daemon.Url,
            Socket = daemon.Socket,
            Data = dataDirectory,
            Version = daemon.Version,
            Journal = daemon.Journal,
            Position = journal.LastPosition,
            StartedAt = daemon.StartedAt,
            UptimeSeconds = (long)(time.GetUtcNow() - daemon.StartedAt).TotalSeconds,
            Agents = known.Count,
            AgentsAvailable = known.Count(agent => agent.Available),
            SettingsPending = settings.Pending is { Count: > 0 } pending ? pending : null,
        };
        return Task.FromResult(new ToolAnswer(JsonSerializer.Serialize(view, HostJson.Plain.StatusView)));
    }
}
