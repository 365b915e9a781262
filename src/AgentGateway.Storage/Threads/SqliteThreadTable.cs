using System.Diagnostics;
using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Threads;

/// <summary>Writes the rows of threads, turns and messages, and the full-text index with them.</summary>
internal sealed class SqliteThreadTable(SqliteDatabase database) : SqliteTable
{
    private readonly SqliteStatement _putThread = database.Prepare("""
        INSERT INTO thread (id, title, title_folded, owner, workspace, hidden, archived, pinned, created_by, created_at, updated_at,
          last_seq, fork_of, fork_seq, parent, deleted, imported_from)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_folded = excluded.title_folded, owner = excluded.owner,
          workspace = excluded.workspace, hidden = excluded.hidden, archived = excluded.archived, pinned = excluded.pinned,
          created_by = excluded.created_by, created_at = excluded.created_at, updated_at = excluded.updated_at,
          last_seq = excluded.last_seq, fork_of = excluded.fork_of, fork_seq = excluded.fork_seq, parent = excluded.parent,
          deleted = excluded.deleted, imported_from = excluded.imported_from
        """);

    private readonly SqliteStatement _putTurn = database.Prepare("""
        INSERT INTO turn (id, thread, agent, status, queued_at, detail, used) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET thread = excluded.thread, agent = excluded.agent, status = excluded.status,
          queued_at = excluded.queued_at, detail = excluded.detail, used = excluded.used
        """);

    private readonly SqliteStatement _putMessage = database.Prepare("""
        INSERT INTO message (number, id, thread, seq, at, hidden, searchable, text, detail, used)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """);

    private readonly SqliteStatement _index = database.Prepare(
        "INSERT INTO message_text (rowid, text) VALUES (?1, ?2)");

    private readonly SqliteStatement _unindex = database.Prepare(
        "INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', ?1, ?2)");

    private readonly SqliteStatement _findTurns = database.Prepare("SELECT detail FROM turn WHERE thread = ?1");

    private readonly SqliteStatement _findMessage = database.Prepare(
        "SELECT searchable, text, detail FROM message WHERE number = ?1");

    private readonly SqliteStatement _findPosted = database.Prepare(
        "SELECT number, searchable, text FROM message WHERE id = ?1");

    private readonly SqliteStatement _editMessage = database.Prepare(
        "UPDATE message SET searchable = ?2, text = ?3, detail = ?4, edited = 1 WHERE number = ?1");

    private readonly SqliteStatement _blankMessage = database.Prepare(
        "UPDATE message SET text = '', detail = ?2, searchable = 0 WHERE number = ?1");

    private long _indexed;

    public override long TextsIndexed => _indexed;

    public override void Put(PreparedRow prepared, long position)
    {
        switch (prepared.Row)
        {
            case MessageRow { IsEdited: true } edited:
                Edit(edited, prepared.Detail);
                break;
            case MessageRow message:
                Put(message, prepared.Detail, position);
                break;
            case TurnRow turn:
                Put(turn, prepared.Detail);
                break;
            case ThreadRow thread:
                Put(thread);
                if (thread.Deleted) ForgetFailures(thread.Id);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// Takes text, tool calls and attachments out of a message and its words out of the index; its number in the thread
    /// stays.
    /// </summary>
    public override void Erase(long position)
    {
        _findMessage.Bind(1, position);
        if (!_findMessage.Step())
        {
            _findMessage.Reset();
            return;
        }

        var searchable = _findMessage.Int64(0) != 0;
        var text = _findMessage.Text(1);
        var message = ThreadRecords.Message(_findMessage.Bytes(2), "");
        _findMessage.Reset();
        if (searchable)
            _unindex.Bind(1, position).Bind(2, text).Run();
        _blankMessage.Bind(1, position)
            .BindText(2, ThreadRecords.Detail(message with { ToolCalls = null, Attachments = null })).Run();
    }

    private void Put(MessageRow row, ReadOnlySpan<byte> detail, long number)
    {
        var text = Encoding.UTF8.GetBytes(row.Message.Text);
        _putMessage.Bind(1, number).Bind(2, row.Id.Value).Bind(3, row.Thread.Value).Bind(4, row.Seq)
            .Bind(5, Instant.Of(row.At))
            .Bind(6, row.Message.Visibility == Visibility.Hidden ? 1 : 0).Bind(7, row.Searchable ? 1 : 0)
            .BindText(8, text).BindText(9, detail).BindTextOrNull(10, UsedColumn.Of(row.Message)).Run();
        Index(row, number, text);
    }

    private void Index(MessageRow row, long number, byte[] text)
    {
        if (!row.Searchable)
            return;
        _index.Bind(1, number).BindText(2, text).Run();
        _indexed++;
    }

    /// <summary>The message keeps its place; its old words leave the index before the new ones come.</summary>
    private void Edit(MessageRow row, ReadOnlySpan<byte> detail)
    {
        _findPosted.Bind(1, row.Id.Value);
        if (!_findPosted.Step())
            throw new InvalidOperationException($"Message {row.Id} is changed and was never posted: a bug of its caller.");
        var (number, wasSearchable) = (_findPosted.Int64(0), _findPosted.Int64(1) != 0);
        var before = _findPosted.Text(2);
        _findPosted.Reset();
        if (wasSearchable) _unindex.Bind(1, number).Bind(2, before).Run();
        var text = Encoding.UTF8.GetBytes(row.Message.Text);
        _editMessage.Bind(1, number).Bind(2, row.Searchable ? 1 : 0).BindText(3, text).BindText(4, detail).Run();
        Index(row, number, text);
    }

    private void Put(TurnRow row, ReadOnlySpan<byte> detail) =>
        _putTurn.Bind(1, row.Id.Value).Bind(2, row.Thread.Value).Bind(3, row.Agent.Value)
            .Bind(4, ThreadRecords.Name(row.Status))
            .Bind(5, Instant.Of(row.QueuedAt)).BindText(6, detail).BindTextOrNull(7, UsedColumn.Of(row)).Run();

    /// <summary>Takes the texts out of the turns of a deleted thread. What they used is still counted.</summary>
    private void ForgetFailures(ThreadId thread)
    {
        var turns = _findTurns.Bind(1, thread.Value).All(static record => ThreadRecords.Turn(record.Bytes(0)));
        _findTurns.Reset();
        foreach (var turn in turns.Where(turn => turn.Failure is not null))
            Put(turn, ThreadRecords.Detail(turn with { Failure = null }));
    }

    private void Put(ThreadRow row) =>
        _putThread.Bind(1, row.Id.Value).Bind(2, row.Title).Bind(3, ThreadRecords.Folded(row.Title))
            .Bind(4, row.Owner.Value)
            .Bind(5, row.Workspace).Bind(6, row.Hidden ? 1 : 0).Bind(7, row.Archived ? 1 : 0)
            .Bind(8, row.Pinned ? 1 : 0)
            .Bind(9, row.CreatedBy).Bind(10, Instant.Of(row.CreatedAt)).Bind(11, Instant.Of(row.UpdatedAt))
            .Bind(12, row.LastSeq)
            .Bind(13, row.ForkOf?.Value).Bind(14, row.ForkSeq).Bind(15, row.Parent?.Value)
            .Bind(16, row.Deleted ? 1 : 0).Bind(17, row.ImportedFrom).Run();
}
