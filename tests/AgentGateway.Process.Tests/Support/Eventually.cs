namespace AgentGateway.Process.Tests.Support;

/// <summary>For the few things that come to pass without a signal that a client could wait for.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task AsyncTrue(Func<Task<bool>> condition, string what)
    {
        var late = Limits.Soon();
        while (!await condition())
        {
            if (late.IsCancellationRequested) Assert.Fail($"It never came true that {what}.");
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
