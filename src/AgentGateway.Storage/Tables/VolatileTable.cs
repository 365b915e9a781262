using AgentGateway.Domain;

namespace AgentGateway.Storage.Tables;

/// <summary>
/// The twin of one table in memory, which answers its queries too. What is protected is used under the store's gate.
/// </summary>
internal abstract class VolatileTable(Lock gate)
{
    /// <summary>
    /// Whether the rows contradict what is stored, as a unique index would; then nothing of the append is written.
    /// </summary>
    public virtual bool Contradicts(IReadOnlyList<ReadRow> rows) => false;

    /// <param name="position">For a row that belongs to an event: the event's position.</param>
    public abstract void Put(ReadRow row, long position);

    /// <summary>The row that is stored with the key of this one, or null.</summary>
    /// <param name="position">For a row that belongs to an event: the event's position.</param>
    public abstract ReadRow? Find(ReadRow row, long position);

    /// <summary>Deletes the row: see <see cref="ReadRow.IsRemoved"/>.</summary>
    public virtual void Remove(ReadRow row) =>
        throw new NotSupportedException($"Rows of type {row.GetType().Name} are never removed.");

    /// <summary>Takes out of the rows what they show of an event whose payload is erased.</summary>
    public virtual void Erase(long position)
    {
    }

    /// <summary>A query, under the gate.</summary>
    protected ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate) return new(read());
    }
}
