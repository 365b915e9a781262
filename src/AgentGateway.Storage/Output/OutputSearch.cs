using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Output;

/// <summary>
/// Finds lines, the newest first: goes through the blocks that have all words, from the newest on and through all
/// generations at once, and looks at their lines, until no older block can have a line that is newer than those found.
/// </summary>
internal sealed class OutputSearch(SqliteDatabase database, OutputQuery query)
{
    public const int SnippetTokens = 40;

    private readonly TextMatch _match = TextMatch.OfWords(SearchQuery.Parse(query.Text));
    private readonly Dictionary<long, Session?> _sessions = [];

    public static IReadOnlyList<OutputHit> Find(SqliteDatabase database, OutputQuery query) =>
        SearchQuery.Parse(query.Text).IsEmpty || query.Limit <= 0 ? [] : new OutputSearch(database, query).Find();

    private IReadOnlyList<OutputHit> Find()
    {
        // One session is looked up in the index; of several, each line tells its own.
        long? number = null;
        if (query.Sessions is { Count: 1 } only && (number = Number(only.Single())) is null)
            return [];
        if (query.Sessions is { Count: 0 })
            return [];
        var words = OutputWords.Query(_match, number, query.Severity);
        var from = OutputTables.KeyOf(query.Since);

        // The first of what was found is the first to go.
        PriorityQueue<OutputHit, OutputKey> newest = new(OutputKey.Order);
        PriorityQueue<(OutputGeneration Generation, SqliteStatement Matches), long> cursors = new();
        foreach (var generation in OutputGeneration.Load(database))
            Advance(generation, generation.Matches(database, words, from), cursors);
        while (cursors.TryDequeue(out var cursor, out var descending))
        {
            var block = ~descending;
            if (newest.Count == query.Limit
                && newest.TryPeek(out var oldest, out _)
                && OutputTables.IsOlder(block, oldest.Line.At))
                break;
            Look(cursor.Generation, block, newest);
            Advance(cursor.Generation, cursor.Matches, cursors);
        }

        return
        [
            .. newest.UnorderedItems.OrderByDescending(item => item.Priority, OutputKey.Order).Select(item => item.Element)
                .Select(hit => hit with { Snippet = _match.Snippet(hit.Line.Text, SnippetTokens) }),
        ];
    }

    private static void Advance(
        OutputGeneration generation, SqliteStatement matches,
            PriorityQueue<(OutputGeneration, SqliteStatement), long> cursors)
    {
        if (matches.Step())
            cursors.Enqueue((generation, matches), ~matches.Int64(0));
        else
            matches.Reset();
    }

    private void Look(
        OutputGeneration generation, long block, PriorityQueue<OutputHit, OutputKey> newest)
    {
        if (generation.Block(database, block) is not { } found || SessionOf(found.Session) is not { } session
            || query.Sessions?.Contains(session.Id) == false)
            return;
        foreach (var line in found.Lines)
        {
            if (line.Offset < session.TrimmedTo || !query.Admits(session.Id, line) || !_match.HasAll(line.Text))
                continue;
            var hit = new OutputHit(session.Id, session.Agent, line, "");
            if (newest.Count < query.Limit)
                newest.Enqueue(hit, OutputKey.Of(hit));
            else
                newest.EnqueueDequeue(hit, OutputKey.Of(hit));
        }
    }

    private long? Number(SessionId session)
    {
        var statement = database.Prepare("SELECT number FROM session WHERE id = ?1").Bind(1, session.Value);
        long? number = statement.Step() ? statement.Int64(0) : null;
        statement.Reset();
        return number;
    }

    private Session? SessionOf(long number)
    {
        if (_sessions.TryGetValue(number, out var known))
            return known;
        var statement = database.Prepare("SELECT id, agent, trimmed_to FROM session WHERE number = ?1").Bind(1, number);
        var session = statement.First(row => new Session(SessionId.Of(row.Text(0)), row.TextOrNull(1), row.Int64(2)));
        statement.Reset();
        return _sessions[number] = session;
    }

    private sealed record Session(SessionId Id, string? Agent, long TrimmedTo);
}
