namespace AgentGateway.Benchmarks.Gateway;

/// <summary>A client that sends one message after the other over a connection of its own.</summary>
internal interface ISender : IDisposable
{
    /// <summary>Sends a message; returns when it was acknowledged.</summary>
    void Send();
}
