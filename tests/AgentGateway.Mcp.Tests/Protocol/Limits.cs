namespace AgentGateway.Mcp.Tests.Protocol;

internal static class Limits
{
    /// <summary>How long something may take that takes no time; what takes longer will not happen.</summary>
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    /// <summary>Waits until something holds that nobody signals.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Generous);
        while (!holds()) await Task.Delay(5, limit.Token);
    }
}
