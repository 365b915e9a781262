namespace AgentGateway.Process.Tests.Support;

/// <summary>How long a test waits for a signal before it calls it missing. Never a measure of speed.</summary>
internal static class Limits
{
    public static readonly TimeSpan Signal = TimeSpan.FromSeconds(30);

    /// <summary>A token that ends after <see cref="Signal"/>, so that no wait of a test is without an end.</summary>
    public static CancellationToken Soon() => new CancellationTokenSource(Signal).Token;
}
