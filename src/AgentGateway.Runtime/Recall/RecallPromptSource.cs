using System.Collections.Concurrent;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Prompts;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// The section with what is known, from elsewhere, about the message that a turn answers. Only what has most of the
/// message's words comes in, so most prompts have no such section. Output of terminals does not, because it is printed
/// by anything, and neither do documents, which have sections of their own. What is forgotten while a turn runs is gone
/// from its later steps.
/// </summary>
internal sealed partial class RecallPromptSource(
    RecallSearch search, RecallOptions options, ILogger<RecallPromptSource> log)
    : IPromptSource, ICommitSubscriber<MemoryNote>, ICommitSubscriber<KnowledgeItem>, ICommitSubscriber<AgentThread>
{
    private const int TextCharactersMax = 600;

    /// <summary>One word alone says too little about what a message is about.</summary>
    private const int WordsMin = 2;

    /// <summary>Of a longer message the first words count.</summary>
    private const int QueryWordsMax = 24;

    /// <summary>So many turns keep what was recalled for them, so that each of their steps gets the same.</summary>
    private const int TurnsKept = 64;

    private readonly ConcurrentDictionary<TurnId, RecallPromptFact?> _turns = [];

    /// <summary>How often something was forgotten, so that what was recalled before that is not kept after it.</summary>
    private long _forgotten;

    public string Name => "recall";

    public PromptPosition Position => PromptPosition.Results;

    public int CharactersMax => options.PromptCharactersMax;

    public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        if (!options.InPrompts || subject.Kind != TurnKind.Answer) return null;
        if (subject.Turn is { } known && _turns.TryGetValue(known, out var earlier)) return earlier;
        var forgotten = Interlocked.Read(ref _forgotten);
        var fact = await RecallAsync(subject, cancellationToken);
        if (subject.Turn is { } turn)
        {
            if (_turns.Count >= TurnsKept) _turns.Clear();
            _turns[turn] = fact;

            // Counted before the turns are gone through, so that one of the two finds this one.
            if (forgotten != Interlocked.Read(ref _forgotten)) _turns.TryRemove(turn, out _);
        }

        return fact;
    }

    void ICommitSubscriber<MemoryNote>.Committed(Receipt<MemoryNote> receipt)
    {
        if (receipt.Events.Any(recorded => recorded.Event is NoteForgotten))
            Drop(candidate => candidate.Id == receipt.State.Id.Value);
    }

    void ICommitSubscriber<KnowledgeItem>.Committed(Receipt<KnowledgeItem> receipt)
    {
        if (receipt.Events.Any(recorded => recorded.Event is KnowledgeForgotten))
            Drop(candidate => candidate.Id == receipt.State.Id.Value);
    }

    void ICommitSubscriber<AgentThread>.Committed(Receipt<AgentThread> receipt)
    {
        if (receipt.Events.Any(recorded => recorded.Event is ThreadDeleted))
            Drop(candidate => candidate.Group == receipt.State.Id.Value);
    }

    /// <summary>The turns that were given it recall anew for their next step.</summary>
    private void Drop(Func<RecallCandidate, bool> isForgotten)
    {
        Interlocked.Increment(ref _forgotten);
        foreach (var (turn, fact) in _turns)
            if (fact?.Candidates.Any(isForgotten) == true)
                _turns.TryRemove(turn, out _);
    }

    private async ValueTask<RecallPromptFact?> RecallAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        if (Asked(subject) is not { } message) return null;
        string[] words =
        [
            .. RecallWords.Of(message.Text).Where(word => !StopWords.Contains(TextTokens.Fold(word))).Take(QueryWordsMax),
        ];
        if (words.Length < WordsMin) return null;
        try
        {
            var query = RecallSearch.Query(message.Text, MemoryReach.Of(subject)) with { Words = words };
            var shown = subject.Messages.Select(each => each.Id.Value).ToHashSet(StringComparer.Ordinal);
            var found = await search.FindAsync(
                query,
                search.Kinds.Where(kind => kind is not (OutputRecallSource.Word or "document")).ToHashSet(),
                shown.Count + options.PromptHitsMax,
                cancellationToken);
            RankedCandidate[] known =
            [
                .. found.Ranked.Where(each => !shown.Contains(each.Candidate.Id)
                    && each.Candidate.Group != subject.Thread.Id.Value
                    && (each.Similarity >= options.PromptSimilarityMin
                        || (each.Words.Count >= WordsMin && each.Coverage >= options.PromptCoverageMin)))
                    .Take(options.PromptHitsMax),
            ];
            return known.Length == 0 ? null : new RecallPromptFact(known, TextCharactersMax);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNothingRecalled(log, failure, subject.Thread.Id);
            return null;
        }
    }

    /// <summary>The message that the turn answers; null where a program's event or an agent asked for it.</summary>
    private static Message? Asked(PromptSubject subject) =>
        subject.Messages.LastOrDefault(message => message is { Role: MessageRole.User, Visibility: Visibility.Visible })
            is { } last && subject.Roster.Find(last.Author) is null
            ? last
            : null;

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Nothing was recalled for a prompt of {Thread}; the prompt goes on without.")]
    private static partial void LogNothingRecalled(ILogger log, Exception exception, ThreadId thread);
}
