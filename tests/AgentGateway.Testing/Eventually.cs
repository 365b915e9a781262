using System.Runtime.CompilerServices;

namespace AgentGateway.Testing;

/// <summary>Waits for the few conditions that become true without a signal that a test could wait for.</summary>
public static class Eventually
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(100);

    /// <param name="what">What is waited for, as the failure names it.</param>
    public static Task TrueAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string)"/>
    public static Task TrueAsync(
        Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        FoundAsync(async () => await condition() ? "" : null, what);

    /// <summary>Looks until there is something, and answers that.</summary>
    /// <param name="what">What is looked for, as the failure names it.</param>
    public static async Task<T> FoundAsync<T>(
        Func<Task<T?>> look, [CallerArgumentExpression(nameof(look))] string what = "")
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limits.Signal);
        // The pauses grow, because a look may cost a whole process, and what has not come soon is often long in coming.
        for (var pause = PauseMin; ; pause = pause * 1.5 < PauseMax ? pause * 1.5 : PauseMax)
        {
            if (await look() is { } found) return found;
            if (limit.IsCancellationRequested) Assert.Fail($"This never came: {what}");
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
