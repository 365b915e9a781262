namespace AgentGateway.Testing;

/// <summary>How long a test waits for a signal before it calls it missing. Never a measure of speed.</summary>
public static class Limits
{
    /// <summary>Long enough for a machine whose processors are all busy with other tests.</summary>
    public static readonly TimeSpan Signal = TimeSpan.FromSeconds(60);

    /// <summary>A token that ends after <see cref="Signal"/>, so that no wait of a test is without an end.</summary>
    public static CancellationToken Soon() => new CancellationTokenSource(Signal).Token;
}
