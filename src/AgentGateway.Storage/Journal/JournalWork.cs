namespace AgentGateway.Storage.Journal;

/// <summary>Something that waits for the writer. One outcome is reported, after its transaction is durable or has failed.</summary>
internal abstract class JournalWork
{
    /// <summary>About how much it adds to a transaction.</summary>
    public virtual long Bytes => 0;

    /// <summary>Called within a transaction; again when that one had to be undone because of another work in it.</summary>
    public abstract void Write(JournalTables tables);

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>Work with an outcome of that type, which is awaited away from the writer's thread.</summary>
internal abstract class JournalWork<TOutcome> : JournalWork
{
    private readonly TaskCompletionSource<TOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TOutcome? _outcome;

    public Task<TOutcome> Outcome => _completion.Task;

    public sealed override void Write(JournalTables tables) => _outcome = Carry(tables);

    public sealed override void Complete() => _completion.TrySetResult(_outcome!);

    public sealed override void Fail(Exception exception) => _completion.TrySetException(exception);

    protected abstract TOutcome Carry(JournalTables tables);
}
