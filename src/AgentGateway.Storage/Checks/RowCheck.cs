using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Asks;
using AgentGateway.Storage.CommandQueues;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tasks;
using AgentGateway.Storage.Threads;

namespace AgentGateway.Storage.Checks;

/// <summary>
/// Compares the rows of one stream with those that its events give. A message is compared at once, for it never changes;
/// the others when the last word about them was said.
/// </summary>
internal sealed class RowCheck(SqliteDatabase database, StreamId stream, Findings findings)
{
    private readonly Dictionary<(Type, string), ReadRow> _latest = [];

    public void Expect(IReadOnlyList<ReadRow> rows, long version, long position, long? messageSeq)
    {
        foreach (var row in rows)
        {
            if (row is MessageRow message)
                Compare(message, version, position, messageSeq);
            else
                _latest[(row.GetType(), row.Key)] = row;
        }
    }

    /// <summary>After the last event.</summary>
    public void Compare(long version, long position)
    {
        foreach (var row in _latest.Values)
        {
            var isEqual = row switch
            {
                ThreadRow thread => Stored(thread) == thread,
                TurnRow turn => AreEqual(Stored(turn), RowJson.Detail(turn)),
                QueuedCommandRow command => AreEqual(Stored(command), RowJson.Detail(command)),
                ApprovalRow { Approval: var approval } => AreEqual(
                    Stored(row.Key, AskTables.ApprovalKind, approval.State.ToString(), approval.Asker!.CallKey), RowJson.Detail(approval)),
                TaskRow { Task: var task } => AreEqual(Stored(task), RowJson.Detail(task)),
                QuestionRow { Question: var question } => AreEqual(
                    Stored(row.Key, AskTables.QuestionKind, question.State.ToString(), question.Asker!.CallKey), RowJson.Detail(question)),
                _ => false,
            };
            if (!isEqual)
                findings.Wrong($"row {row.Key} of {row.GetType().Name} is not what the events give", stream, version, position);
        }

        if (stream.Kind == CommandQueueMachine.Kind)
            Count("SELECT count(*) FROM command WHERE session = ?1", _latest.Values.Count(row => row is QueuedCommandRow), "command");
        if (stream.Kind != ThreadMachine.Kind)
            return;
        Count("SELECT count(*) FROM thread WHERE id = ?1", _latest.Values.Count(row => row is ThreadRow), "thread");
        Count("SELECT count(*) FROM turn WHERE thread = ?1", _latest.Values.Count(row => row is TurnRow), "turn");

        void Count(string sql, long expected, string what)
        {
            var statement = database.Prepare(sql).Bind(1, stream.Id);
            statement.Step();
            var found = statement.Int64(0);
            statement.Reset();
            if (found > expected)
                findings.Wrong($"there are {found} {what} rows, and events for {expected}", stream, version, position);
        }
    }

    private static bool AreEqual(byte[]? stored, byte[] expected) =>
        stored is not null && (stored.AsSpan().SequenceEqual(expected) || JsonNode.DeepEquals(JsonNode.Parse(stored), JsonNode.Parse(expected)));

    private void Compare(MessageRow expected, long version, long position, long? messageSeq)
    {
        var statement = database.Prepare($"SELECT {ThreadRecords.MessageColumns}, hidden, seq FROM message WHERE number = ?1").Bind(1, position);
        string? difference = null;
        if (!statement.Step())
            difference = "is missing";
        else if (!IsEqual(statement, expected) || messageSeq != expected.Seq)
            difference = "is not what the event gives";
        statement.Reset();
        if (difference is not null)
            findings.Wrong($"the row of message {expected.Id} {difference}", stream, version, position);
    }

    private static bool IsEqual(SqliteStatement record, MessageRow expected)
    {
        try
        {
            var stored = ThreadRecords.Message(record);
            return (stored.Thread, stored.At.UtcTicks, stored.Searchable, stored.Message.Text)
                    == (expected.Thread, expected.At.UtcTicks, expected.Searchable, expected.Message.Text)
                && AreEqual(RowJson.Detail(stored.Message), RowJson.Detail(expected.Message))
                && record.Int64(5) != 0 == (expected.Message.Visibility == Visibility.Hidden)
                && record.Int64(6) == expected.Seq;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ThreadRow? Stored(ThreadRow row)
    {
        var statement = database.Prepare($"SELECT {ThreadRecords.ThreadColumns} FROM thread WHERE id = ?1").Bind(1, row.Id.Value);
        var stored = statement.First(ThreadRecords.Thread);
        statement.Reset();
        return stored;
    }

    private byte[]? Stored(AgentTask task)
    {
        var statement = database.Prepare("""
            SELECT detail FROM task WHERE id = ?1 AND phase = ?2 AND open = ?3 AND thread IS ?4 AND parent IS ?5 AND folded = ?6
            """)
            .Bind(1, task.Id.Value).Bind(2, (long)task.Phase).Bind(3, task.HasEnded ? 0 : 1).Bind(4, task.Thread?.Value).Bind(5, task.Parent?.Value)
            .Bind(6, TaskTables.Folded(task));
        var stored = statement.Step() ? statement.Bytes(0).ToArray() : null;
        statement.Reset();
        return stored;
    }

    private byte[]? Stored(TurnRow row)
    {
        var statement = database.Prepare("SELECT detail FROM turn WHERE id = ?1 AND thread = ?2 AND agent = ?3 AND status = ?4 AND queued_at = ?5")
            .Bind(1, row.Id.Value).Bind(2, row.Thread.Value).Bind(3, row.Agent.Value).Bind(4, ThreadRecords.Name(row.Status)).Bind(5, Instant.Of(row.QueuedAt));
        var stored = statement.Step() ? statement.Bytes(0).ToArray() : null;
        statement.Reset();
        return stored;
    }

    private byte[]? Stored(string id, string kind, string state, string callKey)
    {
        var statement = database.Prepare("SELECT detail FROM ask WHERE id = ?1 AND kind = ?2 AND state = ?3 AND call_key = ?4")
            .Bind(1, id).Bind(2, kind).Bind(3, state).Bind(4, callKey);
        var stored = statement.Step() ? statement.Bytes(0).ToArray() : null;
        statement.Reset();
        return stored;
    }

    private byte[]? Stored(QueuedCommandRow row)
    {
        var statement = database.Prepare("SELECT detail FROM command WHERE id = ?1 AND session = ?2 AND number = ?3 AND open = ?4")
            .Bind(1, row.Id.Value).Bind(2, row.Session.Value).Bind(3, row.Number).Bind(4, CommandTables.IsOpen(row) ? 1 : 0);
        var stored = statement.Step() ? statement.Bytes(0).ToArray() : null;
        statement.Reset();
        return stored;
    }
}
