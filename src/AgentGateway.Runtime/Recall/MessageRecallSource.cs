using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Recall;

/// <summary>What was said in threads. Hidden messages, hidden threads and deleted ones are never given.</summary>
internal sealed class MessageRecallSource(IThreadReads threads) : IMeaningSource
{
    public const string Word = "message";

    public string Kind => Word;

    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken)
    {
        var found = await threads.RecallAsync(
            new(query.Words, query.CandidatesMax)
            {
                Thread = query.Thread,
                Speaker = query.Speaker,
                Since = query.Since,
                Until = query.Until,
            },
            cancellationToken);
        return [.. found.Select(Candidate)];
    }

    public ChangedText? ChangeOf(StoredEvent stored)
    {
        if (stored.Stream.Kind != ThreadMachine.Kind || stored.Payload is null) return null;
        return SnapshotCodec.Read(ThreadStream.Kind, stored).Event switch
        {
            MessagePosted { Message.Visibility: Visibility.Visible } posted => new(posted.Message.Id.Value, stored.Stream.Id),
            MessageEdited edited => new(edited.Message.Id.Value, stored.Stream.Id),
            ThreadDeleted => new(null, stored.Stream.Id),
            _ => null,
        };
    }

    public async ValueTask<IReadOnlyList<RecallCandidate>> ItemsAsync(
        IReadOnlyList<string> ids, RecallQuery? query, CancellationToken cancellationToken)
    {
        var wanted = new MessageRecall([], 0) { Speaker = query?.Speaker, Since = query?.Since, Until = query?.Until };
        List<RecallCandidate> items = [];
        foreach (var id in ids)
        {
            if (await threads.MessageAsync(MessageId.Of(id), cancellationToken) is not { } row || !wanted.Admits(row)
                || (query?.Thread is { } only && row.Thread != only)
                || await threads.ThreadAsync(row.Thread, cancellationToken) is not { Deleted: false, Hidden: false } thread)
                continue;
            items.Add(Candidate(new(row, thread.Title, 0)));
        }

        return items;
    }

    private static RecallCandidate Candidate(RecalledMessage found)
    {
        var (row, message) = (found.Row, found.Row.Message);
        return new()
        {
            Kind = Word,
            Id = row.Id.Value,
            Text = message.Text,
            Title = found.Title,
            Speaker = message.Speaker?.Name ?? message.Author,
            At = MessageRecall.TimeOf(row),
            Group = row.Thread.Value,
            Seq = row.Seq,
            Trust = TrustOf(message),
            Source = $"thread {row.Thread} message {row.Id}",
            Relevance = found.Relevance,
        };
    }

    /// <summary>
    /// What came from a chat is untrusted. What the operator said at this machine is confirmed; everything else is an
    /// agent's or a program's word.
    /// </summary>
    private static RecallTrust TrustOf(Message message) =>
        message.Speaker is not null ? RecallTrust.Untrusted
        : message.Role is MessageRole.User && message.Author == Principals.Principal.Operator.Name ? RecallTrust.Confirmed
        : RecallTrust.Working;
}
