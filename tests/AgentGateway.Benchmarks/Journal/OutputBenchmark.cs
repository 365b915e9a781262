using System.Diagnostics;
using System.Globalization;
using AgentGateway.Domain.Ids;
using AgentGateway.Storage;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>
/// The index of terminal output: 80-column lines of sessions that print at once, then searches. The figure of the index
/// is to be seen against one core, because it has one writer. Arguments: lines, sessions.
/// </summary>
internal static class OutputBenchmark
{
    private const int Columns = 80;
    private const int LinesAtOnce = 400;
    private const int Searches = 200;
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(string[] args)
    {
        var lines = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var sessions = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
        using var folder = new ScratchFolder();
        await using var store = await SqliteStore.OpenAsync(
            folder.File("journal.db"), TimeProvider.System, null, CancellationToken.None);
        var words = new ZipfWords(20_000, seed: 7);
        string[] texts = [.. Enumerable.Range(0, 50_000).Select(number => Line(words, number))];
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable.Range(0, sessions)
                .Select(session => Task.Run(() => PrintAsync(store, texts, session, lines / sessions))));
        Figure.Print($"output index, {sessions} sessions", lines / watch.Elapsed.TotalSeconds, "lines/s");
        Figure.Print("output index", lines * (double)Columns / 1e6 / watch.Elapsed.TotalSeconds, "MB/s");
        Figure.Print(
            "output index, cores used", (Process.GetCurrentProcess().TotalProcessorTime - cpu) / watch.Elapsed,
                "cores");
        Figure.Print("output index, file", new FileInfo(folder.File("output.db")).Length / 1e6, "MB");
        await MeasureAsync(store, "output search, 2 words", () => words.Query(2, 100));
        await MeasureAsync(
            store, "output search, 2 very common words", () => $"{ZipfWords.Word(0)} {ZipfWords.Word(1)}");
        await MeasureAsync(store, "output search, phrase", () => $"\"{words.Query(2, 100)}\"");
    }

    private static string Line(
        ZipfWords words, int number) => $"{number:00000} {words.Text(20)}".PadRight(Columns)[..(Columns - 1)];

    private static async Task PrintAsync(SqliteStore store, string[] texts, int session, int count)
    {
        var whose = new Runtime.Journal.IndexedSession(SessionId.Of($"ses_{session}"), null);
        for (var at = 0; at < count; at += LinesAtOnce)
        {
            var time = Start.AddMilliseconds(at);
            OutputLine[] lines =
            [
                .. Enumerable.Range(at, LinesAtOnce)
                    .Select(number => new OutputLine(
                        number * Columns,
                        time,
                        OutputStream.Terminal,
                        LineSeverity.Info,
                        texts[(number * 7 + session) % texts.Length])),
            ];
            await store.OutputIndex.AppendAsync(whose, lines, (at + LinesAtOnce) * Columns, CancellationToken.None);
        }
    }

    private static async Task MeasureAsync(SqliteStore store, string name, Func<string> query)
    {
        List<double> taken = [];
        for (var count = 0; count < Searches; count++)
        {
            var text = query();
            var from = Stopwatch.GetTimestamp();
            await store.OutputIndex.SearchAsync(new(text, null, null, null, 20), CancellationToken.None);
            taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        var load = Load.Of(taken, TimeSpan.FromMilliseconds(taken.Sum()));
        Figure.Print($"{name}, p50", load.P50Milliseconds, "ms");
        Figure.Print($"{name}, p99", load.P99Milliseconds, "ms");
    }
}
