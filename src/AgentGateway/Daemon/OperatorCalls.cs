using AgentGateway.Attach;
using AgentGateway.Control;
using AgentGateway.Control.Calls;
using AgentGateway.Control.Calls.McpServers;
using AgentGateway.Control.Calls.Sessions;
using AgentGateway.Data;
using AgentGateway.Doctor;
using AgentGateway.Events;
using AgentGateway.Http;
using AgentGateway.Settings;

namespace AgentGateway.Daemon;

/// <summary>The calls that only the operator has, in one table.</summary>
internal static class OperatorCalls
{
    public static IReadOnlyList<ControlCall> All(
        Composition composition, LiveSettings settings, EventFeed feed, Health health, DaemonFile daemon,
            StopSignal stop,
            TimeProvider time) =>
    [
        new StatusCall(
            composition.Agents, composition.Attention, composition.Journal,
            new(daemon, composition.Data.Path, health), settings, composition.Mcp.Clients, time),
        new StopCall(daemon, stop.Give),
        new DoctorCall(async cancellationToken =>
            [.. await composition.FindingsAsync(cancellationToken), .. new PendingSettingsFindings(settings).Find()]),
        new UsageCall(composition.Usage),
        new InboxCall(composition.Attention),
        new HistoryCall(composition.History),
        new ImportCall(composition.Imports),
        new ThreadDeleteCall(composition.Deletions),
        new EventsCall(feed),
        new ThreadPromptCall(composition.Preview),
        new ThreadFollowCall(composition.Threads),
        new SecretSetCall(composition.Secrets),
        new SecretListCall(composition.Secrets),
        new SecretRemoveCall(composition.Secrets),
        .. TokenCalls.All(composition.Tokens),
        .. PassphraseCalls.All(composition.Passphrase),
        .. PolicyCalls.All(
            composition.Policy,
            composition.PathZones,
            () => composition.WrittenRules,
            composition.RememberedRules),
        new McpServerShowCall(composition.McpServers),
        new McpServerAcceptCall(composition.McpServers),
        new McpServerRestartCall(composition.McpServers),
        .. SkillCalls.All(composition.Skills),
        .. SessionCalls.All(
            composition.Sessions,
            composition.SessionOutput,
            composition.SessionHistory,
            composition.SessionChangeFeed,
            composition.TmuxSocket),
    ];

    /// <summary>The calls that take their connection over.</summary>
    public static IReadOnlyList<FramedCall> Framed(Composition composition) => [new AttachCall(composition.Sessions)];
}
