namespace AgentGateway.Runtime.Sessions;

/// <summary>The threads that record output, the one that indexes it, and what goes first on them.</summary>
internal sealed class OutputSchedulers(TimeProvider time) : IDisposable
{
    public OutputScheduler Recording { get; } = new("session output", Math.Max(2, Environment.ProcessorCount));

    public OutputScheduler Indexing { get; } = new("session index", threads: 1);

    public EchoPriority Echo { get; } = new(time);

    public void Dispose()
    {
        Echo.Dispose();
        Recording.Dispose();
        Indexing.Dispose();
    }
}
