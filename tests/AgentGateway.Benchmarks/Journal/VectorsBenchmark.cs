using System.Diagnostics;
using System.Globalization;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>
/// The nearest of many vectors, beside the least that it can take: adding up the same bytes one after another. Arguments:
/// vectors, numbers of each.
/// </summary>
internal static class VectorsBenchmark
{
    private const int Questions = 50;
    private const int Nearest = 100;

    public static Task RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var dimension = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 768;
        var random = new Random(7);
        var index = new VectorIndex();
        for (var number = 0; number < count; number++)
            index.Put(new(new("message", $"msg_{number}"), "thr_1", number, [Vector()]));
        var bytes = new byte[(long)count * dimension];
        random.NextBytes(bytes);

        List<double> taken = [];
        List<double> reference = [];
        var sum = 0L;
        for (var question = 0; question < Questions; question++)
        {
            var asked = Vector();
            var from = Stopwatch.GetTimestamp();
            index.Nearest(asked, null, Nearest, CancellationToken.None);
            taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            from = Stopwatch.GetTimestamp();
            foreach (var each in bytes) sum += each;
            reference.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        GC.KeepAlive(sum);
        var (load, plain) = (Load.Of(taken, TimeSpan.FromSeconds(1)), Load.Of(reference, TimeSpan.FromSeconds(1)));
        var name = string.Create(CultureInfo.InvariantCulture, $"nearest of {count:#,0} vectors of {dimension}");
        Figure.Print($"{name}, p50", load.P50Milliseconds, "ms", plain.P50Milliseconds);
        Figure.Print($"{name}, p99", load.P99Milliseconds, "ms", plain.P99Milliseconds);
        return Task.CompletedTask;

        TextVector Vector() => TextVector.Of([.. Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f)]);
    }
}
