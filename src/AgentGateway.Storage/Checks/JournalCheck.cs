using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Checks;

/// <summary>Checks everything that a database says against the events in it, in one snapshot and without writing.</summary>
internal static class JournalCheck
{
    public static JournalReport Run(SqliteDatabase database, StreamKinds kinds, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        try
        {
            if (database.Text("PRAGMA quick_check(1)") is var finding and not "ok")
                findings.Wrong($"the file is damaged: {finding}");
            var heads = database.Prepare(StreamHead.Select);
            while (heads.Step())
            {
                findings.Streams++;
                new StreamCheck(database, StreamHead.Read(heads), kinds, findings).Run(cancellationToken);
            }

            Strays(database, findings);
            SearchIndexCheck.Run(database, findings, cancellationToken);
        }
        catch (SqliteFailure failure) when (failure.IsDamage)
        {
            findings.Wrong($"the file is damaged: {failure.Message}");
        }

        return findings.Report();
    }

    /// <summary>Rows that belong to no stream, which a walk through the streams does not meet.</summary>
    private static void Strays(SqliteDatabase database, Findings findings)
    {
        Find("an event belongs to no stream", "SELECT count(*), min(position), NULL FROM event WHERE stream NOT IN (SELECT number FROM stream)");
        Find("a message belongs to no event", """
            SELECT count(*), min(number), 'thread/' || thread FROM message
            WHERE number NOT IN (SELECT position FROM event WHERE message_seq IS NOT NULL)
            """);
        Find("a thread belongs to no stream", "SELECT count(*), NULL, 'thread/' || min(id) FROM thread WHERE 'thread/' || id NOT IN (SELECT id FROM stream)");
        Find("a turn belongs to no stream", """
            SELECT count(*), NULL, 'thread/' || min(thread) FROM turn WHERE 'thread/' || thread NOT IN (SELECT id FROM stream)
            """);

        Find("a command belongs to no stream", """
            SELECT count(*), NULL, 'queue/' || min(session) FROM command WHERE 'queue/' || session NOT IN (SELECT id FROM stream)
            """);

        Find("a task belongs to no stream", "SELECT count(*), NULL, 'task/' || min(id) FROM task WHERE 'task/' || id NOT IN (SELECT id FROM stream)");

        Find("an approval or a question belongs to no stream", """
            SELECT count(*), NULL, min(kind || '/' || id) FROM ask WHERE kind || '/' || id NOT IN (SELECT id FROM stream)
            """);

        void Find(string what, string sql)
        {
            var statement = database.Prepare(sql);
            statement.Step();
            if (statement.Int64(0) is > 0 and var count)
                findings.Wrong($"{what} ({count} such)", statement.TextOrNull(2) is { } stream ? StreamId.Of(stream) : null, position: statement.Int64OrNull(1));
            statement.Reset();
        }
    }
}
