using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Checks;

/// <summary>
/// Checks everything that a database says against the events in it, in one snapshot and without writing.
/// </summary>
internal sealed class JournalCheck(SqliteDatabase database, StreamKinds kinds, TableSet tables)
{
    private static readonly StrayRows StrayEvents = new(
        "an event belongs to no stream",
        "SELECT count(*), min(position), NULL FROM event WHERE stream NOT IN (SELECT number FROM stream)");

    private readonly Findings _findings = new();

    public JournalReport Run(CancellationToken cancellationToken)
    {
        try
        {
            if (database.Text("PRAGMA quick_check(1)") is var finding and not "ok")
                _findings.Wrong($"the file is damaged: {finding}");
            var heads = database.Prepare(StreamHead.Select);
            while (heads.Step())
            {
                _findings.Streams++;
                new StreamCheck(database, StreamHead.Read(heads), kinds, tables, _findings).Run(cancellationToken);
            }

            Find(StrayEvents);
            foreach (var strays in tables.All.SelectMany(table => table.Strays)) Find(strays);
            foreach (var table in tables.All)
            {
                if (table.FindIndexFault(database, cancellationToken) is { } position) ReportIndex(position);
            }
        }
        catch (SqliteFailure failure) when (failure.IsDamage)
        {
            _findings.Wrong($"the file is damaged: {failure.Message}");
        }

        return _findings.Report();
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

    private void ReportIndex(long position)
    {
        var statement = database.Prepare(
            "SELECT stream.id, event.version FROM event JOIN stream ON stream.number = event.stream WHERE "
                + "event.position = ?1");
        StreamId? stream = statement.Bind(1, position).Step() ? StreamId.Of(statement.Text(0)) : null;
        long? version = stream is null ? null : statement.Int64(1);
        statement.Reset();
        _findings.Wrong("the full-text index does not have the words of this message", stream, version, position);
    }
}
