using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// Something that waits for the writer. One outcome is reported, after its transaction is durable or has failed.
/// </summary>
internal abstract class JournalWork
{
    /// <summary>About how much it adds to a transaction.</summary>
    public virtual long Bytes => 0;

    /// <summary>
    /// Called within a transaction; again when that one had to be undone because of another work in it.
    /// </summary>
    public abstract void Write(JournalTables tables);

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>Work with an outcome of that type, which is awaited away from the writer's thread.</summary>
internal abstract class JournalWork<TOutcome> : JournalWork
{
    private readonly TaskCompletionSource<TOutcome> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalUnavailableException? _refusal;

    public Task<TOutcome> Outcome => _completion.Task;

    /// <summary>What was written by the latest transaction; the default while nothing was.</summary>
    protected TOutcome? Written { get; private set; }

    public sealed override void Write(JournalTables tables)
    {
        (Written, _refusal) = (default, null);
        try
        {
            Written = Carry(tables);
        }
        catch (JournalUnavailableException refusal)
        {
            // Refused before anything was written: the rest of the group goes on.
            _refusal = refusal;
        }
    }

    public sealed override void Complete()
    {
        if (_refusal is null) _completion.TrySetResult(Written!);
        else _completion.TrySetException(_refusal);
    }

    public sealed override void Fail(Exception exception) => _completion.TrySetException(exception);

    /// <exception cref="JournalUnavailableException">It is refused, and nothing of it was written.</exception>
    protected abstract TOutcome Carry(JournalTables tables);
}
