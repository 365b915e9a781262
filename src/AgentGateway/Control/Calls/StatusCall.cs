using System.Text.Json;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Tools;
using AgentGateway.Settings;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>status</c>: what daemon this is and how it is.</summary>
internal sealed class StatusCall(
    AgentService agents, AttentionService attention, IJournal journal, DaemonStanding standing, LiveSettings settings,
        ConnectedClients clients, TimeProvider time)
        : ControlCall
{
    public override string Name => "status";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var (daemon, data, health) = standing;
        var known = agents.List().Agents;
        var view = new StatusView
        {
            Status = health.Reason is null ? "ready" : "unavailable",
            Reason = health.Reason,
            Pid = daemon.Pid,
            Url = daemon.Url,
            Socket = daemon.Socket,
            Data = data,
            Version = daemon.Version,
            Journal = daemon.Journal,
            Position = journal.LastPosition,
            StartedAt = daemon.StartedAt,
            UptimeSeconds = (long)(time.GetUtcNow() - daemon.StartedAt).TotalSeconds,
            Agents = known.Count,
            AgentsAvailable = known.Count(agent => agent.Available),
            Clients =
            [
                .. clients.List().Select(
                    each => new ConnectedClientView(each.Client.Name, each.Client.Directory, each.Connections)),
            ],
            Inbox = health.Reason is null
                ? (await attention.ListAsync(isLook: false, cancellationToken)).Counts
                : null,
            SettingsPending = settings.Pending is { Count: > 0 } pending ? pending : null,
        };
        return new(JsonSerializer.Serialize(view, HostJson.Plain.StatusView));
    }
}
