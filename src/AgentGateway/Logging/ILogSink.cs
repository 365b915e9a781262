namespace AgentGateway.Logging;

/// <summary>Where log lines go. Used by one task only.</summary>
internal interface ILogSink : IDisposable
{
    void Write(string line);

    void Flush();
}
