using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Storage.Output;

/// <summary>What the index's writer is asked to do. Its task completes when it is committed.</summary>
internal abstract class OutputWork
{
    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Outcome => _outcome.Task;

    /// <summary>About how much it is, counted in lines.</summary>
    public virtual int Lines => 1;

    public abstract void Write(OutputTables tables);

    public void Complete() => _outcome.TrySetResult();

    public void Fail(Exception failure) => _outcome.TrySetException(failure);

    public sealed class Append(IndexedSession session, IReadOnlyList<OutputLine> lines, long to) : OutputWork
    {
        public override int Lines => lines.Count + 1;

        public override void Write(OutputTables tables) => tables.Append(session, lines, to);
    }

    public sealed class Trim(SessionId session, long before) : OutputWork
    {
        public override void Write(OutputTables tables) => tables.Trim(session, before);
    }

    public sealed class Remove(SessionId session) : OutputWork
    {
        public override void Write(OutputTables tables) => tables.Remove(session);
    }

    /// <summary>Nothing: it only makes the writer look at its file, which a reader found damaged.</summary>
    public sealed class Look : OutputWork
    {
        public override void Write(OutputTables tables)
        {
        }
    }
}
