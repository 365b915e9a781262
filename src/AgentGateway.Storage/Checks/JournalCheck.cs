using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Checks;

/// <summary>
/// Checks everything that a database says against the events in it, in one snapshot and without writing.
/// </summary>
/// <param name="recorded">What the file of the journal's head said before the snapshot began; null for none.</param>
internal sealed class JournalCheck(
    SqliteDatabase database, StreamKinds kinds, TableSet tables, JournalHead? recorded)
{
    private static readonly StrayRows StrayEvents = new(
        "an event belongs to no stream",
        "SELECT count(*), min(position), NULL FROM event WHERE stream NOT IN (SELECT number FROM stream)");

    private readonly Findings _findings = new();

    /// <summary>Whether tables lack steps of their schema, which the next start takes.</summary>
    private bool _isOfOlderProgram;

    public JournalReport Run(CancellationToken cancellationToken)
    {
        try
        {
            new StructureCheck(database, tables, _findings).Run(cancellationToken);
            if (recorded is { } head && StoredHead.Difference(database, head) is { } difference)
                _findings.Wrong($"this is not the journal that was written: {difference}");
            var hasSeals = database.Number("PRAGMA user_version") >= SchemaSteps.SealsSince;
            _isOfOlderProgram = SchemaGate.Owing(database, tables).Count > 0;
            var heads = database.Prepare(StreamHead.Select(hasSeals));
            while (heads.Step())
                Guard($"stream number {heads.Int64(0)}", () => CheckStream(heads, cancellationToken));

            FindGap();
            if (hasSeals)
                Guard("an answer that is kept for a key", CheckAnswers);
            Find(StrayEvents);
            foreach (var strays in tables.All.SelectMany(table => table.Strays)) Find(strays);
            foreach (var index in tables.All.SelectMany(table => table.FullTextIndexes))
                if (new SearchIndexCheck(database, index).Run(cancellationToken) is { } row) Report(index, row);
        }
        catch (SqliteFailure failure) when (!failure.IsBusy && !failure.IsDisk)
        {
            // Damage shows in many ways: a name that was changed in the schema is an unknown column.
            _findings.Wrong($"the file is damaged: {failure.Message}");
        }

        return _findings.Report();
    }

    private void CheckStream(SqliteStatement head, CancellationToken cancellationToken)
    {
        _findings.Streams++;
        new StreamCheck(database, StreamHead.Read(head), kinds, tables, _findings)
        {
            HasOlderRows = _isOfOlderProgram,
        }.Run(cancellationToken);
    }

    /// <summary>Bytes that were changed can be anything: a time out of range, text that is no JSON.</summary>
    private void Guard(string what, Action check)
    {
        try
        {
            check();
        }
        catch (Exception failure) when (failure is not (SqliteFailure or OperationCanceledException))
        {
            _findings.Wrong($"{what} has something that cannot be read: {failure.Message}");
        }
    }

    /// <summary>Positions have no gaps, so that a stream that is missing whole is found too.</summary>
    private void FindGap()
    {
        var (count, last) = (
            database.Number("SELECT count(*) FROM event"), database.Number("SELECT max(position) FROM event"));
        if (count != last)
            _findings.Wrong($"there are {count} events, and the last has position {last}");
    }

    private void CheckAnswers()
    {
        var answers = database.Prepare(
            "SELECT principal, key, digest, answer, at, seal FROM idempotency WHERE seal IS NOT NULL");
        while (answers.Step())
        {
            var seal = RowSeal.OfAnswer(IdempotencyRecords.Read(answers), answers.Int64(4));
            if (!seal.AsSpan().SequenceEqual(answers.Bytes(5)))
                _findings.Wrong($"an answer that is kept for a key of {answers.Text(0)} was changed");
        }

        answers.Reset();
    }

    private void Find(StrayRows strays)
    {
        var statement = database.Prepare(strays.Sql);
        statement.Step();
        if (statement.Int64(0) is > 0 and var count)
        {
            StreamId? stream = statement.TextOrNull(2) is { } named ? StreamId.Of(named) : null;
            _findings.Wrong($"{strays.What} ({count} such)", stream, position: statement.Int64OrNull(1));
        }

        statement.Reset();
    }

    private void Report(FullTextIndex index, long row)
    {
        var origin = database.Prepare(index.Origin).Bind(1, row);
        var (stream, version, position) = origin.Step()
            ? (origin.TextOrNull(0), origin.Int64OrNull(1), origin.Int64OrNull(2))
            : (null, null, null);
        origin.Reset();
        _findings.Wrong(
            $"the full-text index does not have the words of this {index.What}",
            stream is null ? null : StreamId.Of(stream),
            version,
            position);
    }
}
