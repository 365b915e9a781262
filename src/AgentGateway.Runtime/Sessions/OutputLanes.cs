namespace AgentGateway.Runtime.Sessions;

/// <summary>The threads that output is taken on, and those on which it is made searchable.</summary>
internal sealed class OutputLanes : IDisposable
{
    public OutputLane Recording { get; } = new("session output", Math.Max(2, Environment.ProcessorCount));

    public OutputLane Indexing { get; } = new("session index", threads: 1);

    public void Dispose()
    {
        Recording.Dispose();
        Indexing.Dispose();
    }
}
