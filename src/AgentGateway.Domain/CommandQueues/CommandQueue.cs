using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>
/// The commands of one session that have not ended, and how the newest others ended. The text of a command stands only
/// in its event.
/// </summary>
/// <param name="Session">Whose queue it is.</param>
/// <param name="Open">In the order in which they were enqueued.</param>
/// <param name="Ended">
/// The newest last; enough of them that a client can still depend on a command whose end it has just read.
/// </param>
public sealed record CommandQueue(
    SessionId Session, ImmutableArray<OpenCommand> Open, ImmutableArray<EndedCommand> Ended)
{
    public static CommandQueue Initial { get; } = new(default, [], []);

    /// <summary>The one that runs, or null.</summary>
    [JsonIgnore]
    public OpenCommand? Running => Open.FirstOrDefault(command => command.StartedAt is not null);

    /// <summary>The one that is to run next, now that none does; null when none can.</summary>
    [JsonIgnore]
    public OpenCommand? Next =>
        Running is null ? Open.Where(command => command.Awaits.IsEmpty).OrderByDescending(command => command.Priority)
            .FirstOrDefault() : null;

    public OpenCommand? Find(CommandId id) => Open.FirstOrDefault(command => command.Id == id);
}

/// <summary>A command that has not ended.</summary>
/// <param name="Number">Of its event in the stream; those enqueued later have greater ones.</param>
/// <param name="Awaits">The numbers of those that it depends on and that have not ended.</param>
/// <param name="StartedAt">Null while it waits.</param>
/// <param name="Offset">Where the output stood when it was started.</param>
public sealed record OpenCommand(
    CommandId Id,
    long Number,
    CommandPriority Priority,
    CommandCondition When,
    ImmutableArray<long> Awaits,
    DateTimeOffset? StartedAt = null,
    long Offset = 0);

/// <summary>How a command ended, as far as others depend on it.</summary>
public sealed record EndedCommand(CommandId Id, CommandState State, int? ExitCode)
{
    internal static EndedCommand Of(CommandId id, CommandResult result) =>
        new(id, result.ExitCode == 0 ? CommandState.Succeeded : CommandState.Failed, result.ExitCode);
}
