using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Recalls for callers: checks what they ask for, keeps to what they may read, and tells where each hit is from, why it
/// was found and how old it is.
/// </summary>
public sealed class RecallService
{
    private const int QueryCharactersMax = 1_000;
    private const int UsualHits = 10;
    private const int HitsMax = 100;

    private readonly RecallSearch _search;
    private readonly TimeProvider _time;

    internal RecallService(RecallSearch search, TimeProvider time) => (_search, _time) = (search, time);

    public async Task<Outcome<RecallView>> RecallAsync(
        ToolRequest caller, RecallRequest request, CancellationToken cancellationToken)
    {
        if (PageLimit.Read(request.Limit, UsualHits).IsRejected(out var refused, out var limit)) return refused;
        if (Query(caller, request).IsRejected(out refused, out var query)) return refused;
        if (request.Kinds?.FirstOrDefault(kind => !_search.Kinds.Contains(kind)) is { } unknown)
            return new Rejection(
                "invalid_argument",
                $"\"{ShortText.Of(unknown)}\" is no kind of memory.",
                $"kinds are {string.Join(", ", _search.Kinds)}.");
        var found = await _search.FindAsync(query, request.Kinds, Math.Min(limit, HitsMax), cancellationToken);
        var now = _time.GetUtcNow();
        return new RecallView([.. found.Ranked.Select(ranked => RecallViewWriter.Of(ranked, now))], query.Words)
        {
            Note = found.Note,
        };
    }

    private Outcome<RecallQuery> Query(ToolRequest caller, RecallRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
            return new Rejection("empty_query", "The query is empty.", "Give words to look for, or ask a question.");
        if (request.Query.Length > QueryCharactersMax)
            return new Rejection(
                "query_too_long",
                $"The query has {request.Query.Length} characters; {QueryCharactersMax} are allowed.",
                "Look for fewer words.");
        var words = RecallWords.Of(request.Query);
        if (words.Count == 0)
            return new Rejection(
                "empty_query", "The query has no letter and no digit.", "Give words to look for, or ask a question.");
        var now = _time.GetUtcNow();
        if (TimeArgument.Past("since", request.Since, now).IsRejected(out var refused, out var since)) return refused;
        if (TimeArgument.Past("until", request.Until, now).IsRejected(out refused, out var until)) return refused;
        if (Scopes(caller, request.Scopes).IsRejected(out refused, out var scopes)) return refused;
        ThreadId? thread = null;
        if (request.ThreadId is { } id)
        {
            if (PrefixedId.Parse<ThreadId>(id) is not { } parsed) return ThreadRejections.UnknownThread;
            thread = parsed;
        }

        return new RecallQuery
        {
            Text = request.Query,
            Words = words,
            Scopes = scopes,
            Speaker = string.IsNullOrWhiteSpace(request.Speaker) ? null : request.Speaker.Trim(),
            Thread = thread,
            Since = since,
            Until = until,
        };
    }

    private static Outcome<IReadOnlyList<MemoryScope>> Scopes(ToolRequest caller, IReadOnlyList<string>? named)
    {
        if (named is null) return Outcome.Of(MemoryReach.Of(caller));
        List<MemoryScope> scopes = [];
        foreach (var text in named)
        {
            if (!MemoryScope.TryParse(text, out var scope))
                return new Rejection(
                    "invalid_argument",
                    $"\"{ShortText.Of(text)}\" is no scope.",
                    "A scope is global, operator:NAME, agent:ID, workspace:/PATH or thread:ID.");
            if (!MemoryReach.Reads(caller, scope))
                return new Rejection(
                    "scope_not_readable",
                    $"The memory of {ShortText.Of(text)} is not yours to read.",
                    $"You read {string.Join(", ", MemoryReach.Of(caller))}.");
            scopes.Add(scope);
        }

        return Outcome.Of<IReadOnlyList<MemoryScope>>(scopes);
    }
}
