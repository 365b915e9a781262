using System.Diagnostics;

namespace AgentGateway.Benchmarks;

/// <summary>
/// So many producers that each do one thing after the other for a while: how many were done, and how long each took.
/// </summary>
internal sealed record Load(double PerSecond, double P50Milliseconds, double P99Milliseconds)
{
    public static async Task<Load> MeasureAsync(int producers, TimeSpan duration, Func<int, Task> once)
    {
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(async () =>
        {
            List<double> taken = [];
            while (clock.Elapsed < duration)
            {
                var from = Stopwatch.GetTimestamp();
                await once(producer);
                taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }

            return taken;
        })));
        return Of([.. times.SelectMany(taken => taken)], clock.Elapsed);
    }

    public static Load Of(IEnumerable<double> milliseconds, TimeSpan elapsed)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new(sorted.Length / elapsed.TotalSeconds, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }
}
