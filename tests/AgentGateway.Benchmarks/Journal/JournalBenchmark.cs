using System.Globalization;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>
/// Durable appends with 1, 8 and 64 producers, each to a stream of its own; every append is an event, a snapshot of 500
/// bytes, a message row and its full-text entry. The reference writes the same with the least that SQLite needs for it.
/// Argument: seconds for each.
/// </summary>
internal static class JournalBenchmark
{
    private static readonly int[] Producers = [1, 8, 64];

    public static async Task RunAsync(string[] args)
    {
        var duration = TimeSpan.FromSeconds(args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4);
        using var folder = new ScratchFolder();
        await using var store = await SqliteStore.OpenAsync(
            folder.File("journal.db"), TimeProvider.System, null, CancellationToken.None);
        await using var reference = new ReferenceLoop(folder.File("reference.db"));

        // Both are warm before either is measured.
        await JournalAsync(store.Journal, 8, TimeSpan.FromSeconds(1), "warm");
        await ReferenceAsync(reference, 8, TimeSpan.FromSeconds(1));
        foreach (var producers in Producers)
        {
            var other = await ReferenceAsync(reference, producers, duration);
            var ours = await JournalAsync(
                store.Journal, producers, duration, producers.ToString(CultureInfo.InvariantCulture));
            Figure.Print($"journal, {producers} producers", ours.PerSecond, "appends/s", other.PerSecond);
            Figure.Print($"journal, {producers} producers, p50", ours.P50Milliseconds, "ms", other.P50Milliseconds);
            Figure.Print($"journal, {producers} producers, p99", ours.P99Milliseconds, "ms", other.P99Milliseconds);
        }
    }

    private static Task<Load> JournalAsync(IJournal journal, int producers, TimeSpan duration, string name)
    {
        var streams = Enumerable.Range(0, producers)
            .Select(producer => new SampleStream($"thr_{name}_{producer}", journal.Epoch))
            .ToArray();
        return Load.MeasureAsync(producers, duration, async producer =>
        {
            var result = await journal.AppendAsync(streams[producer].Next(SampleStream.Text), CancellationToken.None);
            if (result.Status != AppendStatus.Appended)
                throw new InvalidOperationException($"The append was refused: {result.Status}.");
        });
    }

    public static Task<Load> ReferenceAsync(ReferenceLoop reference, int producers, TimeSpan duration)
    {
        var first = reference.NewStreams(producers);
        var versions = new long[producers];
        return Load.MeasureAsync(
            producers, duration, producer => reference.AppendAsync($"thr_{first + producer}", versions[producer]++));
    }
}
