using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Storage.Output;

/// <summary>
/// What the writer does with the tables, inside its transactions. Lines are gathered session by session until
/// <see cref="Flush"/> cuts them into blocks. A block's number begins with the time of its last line, so going through
/// the numbers is going through time.
/// </summary>
internal sealed class OutputTables(SqliteDatabase database, long bytesMax)
{
    /// <summary>A generation has a thirty-second of what is allowed, so that little goes at once.</summary>
    private const int Generations = 32;

    /// <summary>A generation that has lost so much of its blocks is not worth its index: what is left moves.</summary>
    private const int WornShare = 4;

    private const int OrderBits = 20;
    private const long MillisecondsMax = long.MaxValue >> OrderBits;

    private readonly Dictionary<long, List<OutputLine>> _gathered = [];
    private readonly List<(long Milliseconds, long Session, ReadOnlyMemory<OutputLine> Lines)> _blocks = [];
    private readonly long _charactersMax = Math.Max(1, bytesMax / Generations);
    private readonly long _pageBytes = database.Number("PRAGMA page_size");
    private readonly HashSet<OutputGeneration> _unmerged = [];
    private List<OutputGeneration>? _generations;
    private long _order;

    /// <summary>Lines added since the connection was opened.</summary>
    public long Lines { get; private set; }

    public bool IsMergeOwed => _unmerged.Count > 0;

    private List<OutputGeneration> All => _generations ??= OutputGeneration.Load(database);

    /// <summary>The lowest number that a block of that time or a later one can have.</summary>
    public static long KeyOf(DateTimeOffset? time) =>
        time is { } since ? Milliseconds(since) << OrderBits : long.MinValue;

    /// <summary>Whether every line of the block, and of all with lower numbers, is older than that.</summary>
    public static bool IsOlder(long key, DateTimeOffset than) => key >> OrderBits < Milliseconds(than);

    public void Append(IndexedSession session, IReadOnlyList<OutputLine> lines, long to)
    {
        var (number, indexedTo) = SessionRow(session);
        if (!_gathered.TryGetValue(number, out var gathered))
            _gathered[number] = gathered = [];
        gathered.AddRange(lines.Where(line => line.Offset >= indexedTo));
        if (to > indexedTo)
            database.Prepare("UPDATE session SET indexed_to = ?2 WHERE number = ?1").Bind(1, number).Bind(2, to).Run();
    }

    public void Trim(SessionId session, long before)
    {
        Flush();
        if (Number(session) is not { } number)
            return;
        database.Prepare("UPDATE session SET trimmed_to = max(trimmed_to, ?2) WHERE number = ?1").Bind(1, number)
            .Bind(2, before).Run();
        foreach (var generation in All)
            generation.Trim(database, number, before);
    }

    public void Remove(SessionId session)
    {
        Flush();
        if (Number(session) is not { } number)
            return;
        database.Prepare("DELETE FROM session WHERE number = ?1").Bind(1, number).Run();
        foreach (var generation in All)
            generation.Trim(database, number, long.MaxValue);
    }

    /// <summary>
    /// Writes what was gathered, in the order of time: the index takes numbers well only when they rise.
    /// </summary>
    public void Flush()
    {
        foreach (var (session, lines) in _gathered)
            Cut(session, lines);
        _gathered.Clear();
        if (_blocks.Count == 0)
            return;
        _blocks.Sort(static (one, other) => one.Milliseconds.CompareTo(other.Milliseconds));
        var newest = Newest();
        foreach (var (milliseconds, session, lines) in _blocks)
        {
            while (!newest.Add(
                database, (milliseconds << OrderBits) | (_order++ & ((1 << OrderBits) - 1)), session, lines.Span))
            {
            }

            Lines += lines.Length;
        }

        _blocks.Clear();
        newest.Save(database);
        _unmerged.Add(newest);
        if (newest.Characters >= _charactersMax)
            KeepWithinBounds();
    }

    /// <summary>The transaction was undone: what was remembered of the tables may be wrong.</summary>
    public void Forget()
    {
        _gathered.Clear();
        _blocks.Clear();
        _unmerged.Clear();
        _generations = null;
    }

    public void Merge(int pages)
    {
        var generation = _unmerged.First();
        if (!generation.Merge(database, pages))
            _unmerged.Remove(generation);
    }

    private static long Milliseconds(DateTimeOffset time) => Math.Min(time.ToUnixTimeMilliseconds(), MillisecondsMax);

    private (long Number, long IndexedTo) SessionRow(IndexedSession session)
    {
        var statement = database.Prepare("SELECT number, indexed_to, agent FROM session WHERE id = ?1")
            .Bind(1, session.Id.Value);
        (long Number, long IndexedTo, string? Agent)? known = statement.Step()
            ? (statement.Int64(0), statement.Int64(1), statement.TextOrNull(2))
            : null;
        statement.Reset();
        if (known is { } row)
        {
            if (row.Agent != session.Agent)
                database.Prepare("UPDATE session SET agent = ?2 WHERE number = ?1").Bind(1, row.Number)
                    .Bind(2, session.Agent).Run();
            return (row.Number, row.IndexedTo);
        }

        database.Prepare("INSERT INTO session (id, agent, indexed_to, trimmed_to) VALUES (?1, ?2, 0, 0)")
            .Bind(1, session.Id.Value).Bind(2, session.Agent).Run();
        return (database.LastInsertedRow, 0);
    }

    private long? Number(SessionId session)
    {
        var statement = database.Prepare("SELECT number FROM session WHERE id = ?1").Bind(1, session.Value);
        long? number = statement.Step() ? statement.Int64(0) : null;
        statement.Reset();
        return number;
    }

    private void Cut(long session, List<OutputLine> lines)
    {
        // The list is let go when the blocks are written, and so is the array of it that they refer to.
        ReadOnlyMemory<OutputLine> all = lines.ToArray();
        for (var start = 0; start < all.Length;)
        {
            var end = start;
            for (var characters = 0;
                end < all.Length && end - start < OutputBlock.LinesMax && characters < OutputBlock.CharactersMax;
                end++)
                characters += all.Span[end].Text.Length;
            _blocks.Add((Milliseconds(all.Span[end - 1].At), session, all[start..end]));
            start = end;
        }
    }

    private OutputGeneration Newest()
    {
        if (All.Count == 0)
            Begin();
        return All[^1];
    }

    private void Begin()
    {
        var taken = All.Select(generation => generation.Slot).ToHashSet();
        All.Add(OutputGeneration.Begin(
            database, Enumerable.Range(0, OutputGeneration.SlotsMax).First(slot => !taken.Contains(slot))));
    }

    /// <summary>
    /// Begins a generation, moves what is left in those that are worn, and drops the oldest until the rest fits.
    /// </summary>
    private void KeepWithinBounds()
    {
        if (All.Count == OutputGeneration.SlotsMax)
            Drop(All[0]);
        Begin();
        var allWorn = All.SkipLast(1)
            .Where(generation => generation.CountBlocks(database) * WornShare < generation.Blocks);
        foreach (var worn in allWorn.ToArray())
        {
            All[^1].TakeFrom(worn, database);
            Drop(worn);
        }

        All[^1].Save(database);
        while (All.Count > 1 && BytesUsed() > bytesMax)
            Drop(All[0]);
    }

    private long BytesUsed() =>
        (database.Number("PRAGMA page_count") - database.Number("PRAGMA freelist_count")) * _pageBytes;

    private void Drop(OutputGeneration generation)
    {
        generation.Drop(database);
        All.Remove(generation);
        _unmerged.Remove(generation);
    }
}
