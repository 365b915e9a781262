namespace AgentGateway.Runtime.Tests.Support;

/// <summary>For the few things that come to pass without a signal that a test could wait for.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Gateway.Stop);
        limit.CancelAfter(Gateway.Generous);
        while (!await condition()) await Task.Delay(Pause, TimeProvider.System, limit.Token);
    }
}
