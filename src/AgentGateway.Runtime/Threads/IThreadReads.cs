using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Queries over the rows of threads, messages and turns. Reads what is committed when the query begins.
/// </summary>
public interface IThreadReads
{
    /// <summary>The thread of that id, also when it was deleted.</summary>
    ValueTask<ThreadRow?> ThreadAsync(ThreadId id, CancellationToken cancellationToken);

    /// <summary>
    /// Threads that are not hidden: pinned ones first, then by last change, newest first, then by id. Starts after
    /// <paramref name="after"/>, the key of the last row of the previous page.
    /// </summary>
    /// <param name="query">
    /// Words that the title must contain, literally and without regard to case; null for all.
    /// </param>
    ValueTask<IReadOnlyList<ThreadRow>> ThreadsAsync(
        string? query, bool archived, ThreadListKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>The listed threads that begin with messages of that one, newest first.</summary>
    ValueTask<IReadOnlyList<ThreadRow>> ForksAsync(ThreadId source, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// A thread's own messages with <c>after &lt; seq &lt; before</c>, oldest first; a fork's earlier messages are its
    /// source's.
    /// </summary>
    ValueTask<IReadOnlyList<MessageRow>> MessagesAsync(
        ThreadId thread, long after, long before, int limit, bool hidden, CancellationToken cancellationToken);

    /// <summary>
    /// The same from the end: the newest <paramref name="limit"/> messages before that number, still oldest first.
    /// </summary>
    ValueTask<IReadOnlyList<MessageRow>> LastMessagesAsync(
        ThreadId thread, long before, int limit, bool hidden, CancellationToken cancellationToken);

    ValueTask<MessageRow?> MessageAsync(MessageId id, CancellationToken cancellationToken);

    ValueTask<TurnRow?> TurnAsync(TurnId id, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the turns that were queued since then and have used something of models to <paramref name="sum"/>, one by
    /// one while they are read: a list of a year's turns would cost more than reading them.
    /// </summary>
    /// <returns><paramref name="sum"/>.</returns>
    ValueTask<TSum> SumTurnUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, TurnUsage> add, CancellationToken cancellationToken);

    /// <summary>The same of the messages since then that have used something.</summary>
    ValueTask<TSum> SumStepUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, StepUsage> add, CancellationToken cancellationToken);

    /// <summary>
    /// Messages of visible threads that match, best first. Words are found in any order and in any of their forms (all
    /// of them rank above some), those of a <c>"quoted phrase"</c> must follow one another; every other character is
    /// literal.
    /// </summary>
    ValueTask<IReadOnlyList<SearchHit>> SearchAsync(
        string query, ThreadId? thread, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Messages of visible threads that are not deleted with any of the words, best first, and behind them the messages
    /// around the best ones. The effort is bounded: of very common words only those count that rarer ones leave room
    /// for.
    /// </summary>
    ValueTask<IReadOnlyList<RecalledMessage>> RecallAsync(MessageRecall recall, CancellationToken cancellationToken);

    /// <summary>How common the words are, each in any of its forms.</summary>
    ValueTask<WordFrequencies> FrequenciesAsync(IReadOnlyList<string> words, CancellationToken cancellationToken);
}

/// <summary>The sort key of a row in the list of threads.</summary>
public sealed record ThreadListKey(bool Pinned, DateTimeOffset UpdatedAt, ThreadId Id);

/// <param name="Snippet">The matching part, matches between <c>**</c>.</param>
/// <param name="Score">Higher is better; comparable within one answer only.</param>
public sealed record SearchHit(ThreadId Thread, MessageId Message, string Snippet, double Score, DateTimeOffset At);
