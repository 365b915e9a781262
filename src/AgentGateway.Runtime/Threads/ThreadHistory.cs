using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Reads a thread's messages as one sequence, where a fork begins with messages of the thread that it was forked from.
/// </summary>
public sealed class ThreadHistory(IThreadReads reads)
{
    private const int ForksMax = 64;
    private const int FindPage = 200;

    /// <summary>Messages with <c>after &lt; seq &lt; before</c>, oldest first.</summary>
    public async ValueTask<IReadOnlyList<MessageRow>> ReadAsync(
        AgentThread thread, long after, long before, int limit, bool hidden, CancellationToken cancellationToken)
    {
        var found = new List<MessageRow>();
        var segments = await SegmentsAsync(thread, cancellationToken);
        foreach (var (id, through) in segments)
        {
            if (found.Count == limit) break;
            var end = Math.Min(before, through == long.MaxValue ? long.MaxValue : through + 1);
            if (end > after + 1)
                found.AddRange(
                    await reads.MessagesAsync(id, after, end, limit - found.Count, hidden, cancellationToken));
            after = Math.Max(after, through);
        }

        return found;
    }

    /// <summary>The newest messages before that number, oldest first.</summary>
    public async ValueTask<IReadOnlyList<MessageRow>> LastAsync(
        AgentThread thread, long before, int limit, bool hidden, CancellationToken cancellationToken)
    {
        var found = new List<MessageRow>();
        var segments = await SegmentsAsync(thread, cancellationToken);
        for (var at = segments.Count - 1; at >= 0 && found.Count < limit; at--)
        {
            var (id, through) = segments[at];
            var end = Math.Min(before, through == long.MaxValue ? long.MaxValue : through + 1);
            found.InsertRange(
                0, await reads.LastMessagesAsync(id, end, limit - found.Count, hidden, cancellationToken));
        }

        return found;
    }

    /// <summary>The newest message that matches, however far back it is; null when there is none.</summary>
    public async ValueTask<Message?> FindLastAsync(
        AgentThread thread, Func<Message, bool> isWanted, CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        while (true)
        {
            var page = await LastAsync(thread, before, FindPage, hidden: true, cancellationToken);
            if (page.LastOrDefault(row => isWanted(row.Message)) is { } found) return found.Message;
            if (page.Count < FindPage) return null;
            before = page[0].Seq;
        }
    }

    /// <summary>
    /// The threads whose messages make up this one, the first source first, each with the number of its last message
    /// here.
    /// </summary>
    private async ValueTask<IReadOnlyList<(ThreadId Id, long Through)>> SegmentsAsync(
        AgentThread thread, CancellationToken cancellationToken)
    {
        var segments = new List<(ThreadId, long)> { (thread.Id, long.MaxValue) };
        var fork = thread.Fork;
        while (fork is not null && segments.Count < ForksMax)
        {
            var source = await reads.ThreadAsync(fork.Thread, cancellationToken);
            if (source is null) break;
            segments.Insert(0, (fork.Thread, fork.Seq));
            // A source may itself be a fork; its own source then counts only up to this point.
            fork = source.ForkOf is { } further ? new(further, Math.Min(source.ForkSeq, fork.Seq)) : null;
        }

        return segments;
    }
}
