using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Machines;

/// <summary>How one kind of machine meets the world.</summary>
public sealed record MachineWiring<TState>
{
    public required JsonTypeInfo<TState> StateJson { get; init; }

    /// <summary>
    /// Performs one owed effect and sends its outcome as a command. It is cancelled when the effect is no longer owed, tried
    /// again with back-off when it throws, and not called again while it is owed once it has returned.
    /// </summary>
    public Func<StreamId, TState, Effect, CancellationToken, Task> Perform { get; init; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>Hears of every append after it is durable, in the order of the stream. Must be quick and must not throw.</summary>
    public Action<Receipt<TState>> Committed { get; init; } = _ => { };

    /// <summary>Commands that may wait for one aggregate.</summary>
    public int MailboxMax { get; init; } = 256;

    /// <summary>Aggregates kept in memory while they owe nothing.</summary>
    public int ActiveMax { get; init; } = 4096;

    /// <summary>The delay before an effect that threw is tried again; it doubles up to <see cref="RetryDelayMax"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(30);
}
