using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Reads the texts of queued commands, which only their events have, and makes their views.</summary>
internal sealed class CommandQueueTexts(IJournal journal)
{
    private const string Erased = "(erased)";

    /// <summary>So many of the newest events of a queue are looked at for what was typed last.</summary>
    private const int RecentEvents = 500;

    /// <summary>The texts of the commands that were queued last, by their ids.</summary>
    public async Task<IReadOnlyDictionary<CommandId, string>> RecentAsync(
        SessionId session, CancellationToken cancellationToken)
    {
        var stream = StreamId.Of(CommandQueueMachine.Kind, session.Value);
        var texts = new Dictionary<CommandId, string>();
        if (await journal.LoadAsync(stream, cancellationToken) is not { } queue) return texts;
        foreach (var stored in await journal.ReadStreamAsync(
            stream, Math.Max(0, queue.Version - RecentEvents), RecentEvents, cancellationToken))
        {
            if (stored.Payload is not null
                && SnapshotCodec.Read(CommandQueueStream.Kind, stored).Event is CommandEnqueued enqueued)
                texts[enqueued.Id] = enqueued.Text;
        }

        return texts;
    }

    /// <summary>The text of a command; null when it was erased.</summary>
    public async ValueTask<string?> TextAsync(SessionId session, long number, CancellationToken cancellationToken) =>
        (await ReadAsync(session, number, cancellationToken))?.Event is CommandEnqueued enqueued ? enqueued.Text : null;

    public async ValueTask<QueuedCommandView> ViewAsync(QueuedCommandRow row, CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(row.Session, row.Number, cancellationToken);
        var enqueued = recorded?.Event as CommandEnqueued;
        return new()
        {
            CommandId = row.Id.Value,
            Command = enqueued?.Text ?? Erased,
            Priority = ViewWriter.Word(enqueued?.Priority ?? CommandPriority.Normal),
            DependsOn = [.. (enqueued?.DependsOn ?? []).Select(id => id.Value)],
            When = (enqueued?.When ?? default).ToString(),
            State = ViewWriter.Word(row.State),
            ExitCode = row.ExitCode,
            Reason = row.Reason,
            FromOffset = row.FromOffset,
            ToOffset = row.ToOffset,
            DurationMs = row.DurationMs,
            EnqueuedAt = recorded?.At ?? default,
            StartedAt = row.StartedAt,
            EndedAt = row.EndedAt,
            EnqueuedBy = recorded?.Actor ?? "",
        };
    }

    private async ValueTask<RecordedEvent?> ReadAsync(
        SessionId session, long number, CancellationToken cancellationToken)
    {
        var found = await journal.ReadStreamAsync(
            StreamId.Of(CommandQueueMachine.Kind, session.Value), number - 1, 1, cancellationToken);
        return found is [{ Payload: not null } stored] && stored.Version == number
            ? SnapshotCodec.Read(CommandQueueStream.Kind, stored)
            : null;
    }
}
