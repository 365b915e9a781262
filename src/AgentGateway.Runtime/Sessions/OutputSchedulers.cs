namespace AgentGateway.Runtime.Sessions;

/// <summary>The threads that record output, and the one that indexes it.</summary>
internal sealed class OutputSchedulers : IDisposable
{
    public OutputScheduler Recording { get; } = new("session output", Math.Max(2, Environment.ProcessorCount));

    public OutputScheduler Indexing { get; } = new("session index", threads: 1);

    public void Dispose()
    {
        Recording.Dispose();
        Indexing.Dispose();
    }
}
