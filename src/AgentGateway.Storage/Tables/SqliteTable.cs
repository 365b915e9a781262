using AgentGateway.Domain;

namespace AgentGateway.Storage.Tables;

/// <summary>
/// Writes the rows of one table within the transactions of the journal. Used by the writer's thread alone.
/// </summary>
internal abstract class SqliteTable
{
    /// <summary>
    /// Texts added to the table's full-text index since the writer began; after so many it is merged without a pause.
    /// </summary>
    public virtual long TextsIndexed => 0;

    /// <param name="position">For a row that belongs to an event: the event's position.</param>
    public abstract void Put(PreparedRow prepared, long position);

    /// <summary>Deletes the row: see <see cref="ReadRow.IsRemoved"/>.</summary>
    public virtual void Remove(ReadRow row) =>
        throw new NotSupportedException($"Rows of type {row.GetType().Name} are never removed.");

    /// <summary>Takes out of the rows what they show of an event whose payload is erased.</summary>
    public virtual void Erase(long position)
    {
    }
}
