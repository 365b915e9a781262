using AgentGateway.Domain;
using AgentGateway.Runtime.Attention;

namespace AgentGateway.Views;

/// <summary>The daemon, as every surface shows it.</summary>
internal sealed record StatusView
{
    /// <summary>ready or unavailable.</summary>
    public required string Status { get; init; }

    public Rejection? Reason { get; init; }

    public required int Pid { get; init; }

    public required string Url { get; init; }

    public required string Socket { get; init; }

    public required string Data { get; init; }

    public required string Version { get; init; }

    public required string Journal { get; init; }

    /// <summary>The position of the newest event.</summary>
    public required long Position { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required long UptimeSeconds { get; init; }

    public required int Agents { get; init; }

    public required int AgentsAvailable { get; init; }

    /// <summary>The clients that are connected and gave a name.</summary>
    public required IReadOnlyList<ConnectedClientView> Clients { get; init; }

    /// <summary>How much there is in <c>agw inbox</c>; null where the journal cannot be read.</summary>
    public AttentionCountsView? Inbox { get; init; }

    /// <summary>Settings that changed since the start and count at the next one; null where there are none.</summary>
    public IReadOnlyList<string>? SettingsPending { get; init; }
}
