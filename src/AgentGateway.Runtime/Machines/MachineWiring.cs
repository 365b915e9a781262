using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Machines;

/// <summary>How one kind of machine is hosted.</summary>
public sealed record MachineWiring<TState>
{
    /// <summary>What must not get into an event.</summary>
    public KnownSecrets Secrets { get; init; } = new();

    /// <summary>Commands that may wait for one aggregate.</summary>
    public int MailboxMax { get; init; } = 256;

    /// <summary>Aggregates kept in memory while they owe nothing.</summary>
    public int ActiveMax { get; init; } = 4096;

    /// <summary>
    /// The delay before an effect that threw is tried again; it doubles up to <see cref="RetryDelayMax"/>.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(30);
}
