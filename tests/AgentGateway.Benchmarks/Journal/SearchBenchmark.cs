using System.Diagnostics;
using System.Globalization;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>
/// Full-text search with four words over many messages whose words are as unevenly common as those of a language. One
/// figure for queries of content words, one for queries that have two very common words among them. Argument: messages.
/// </summary>
internal static class SearchBenchmark
{
    private const int Vocabulary = 50_000;
    private const int WordsPerMessage = 24;
    private const int Threads = 500;
    private const int Queries = 300;
    private const int CommonWords = 100;

    public static async Task RunAsync(string[] args)
    {
        var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        using var folder = new ScratchFolder();
        await using var store = await SqliteStore.OpenAsync(
            folder.File("search.db"), TimeProvider.System, null, CancellationToken.None);
        var words = NewWords();
        var filled = Stopwatch.StartNew();
        await FillAsync(store, words, messages);
        Figure.Print($"search, fill {messages:#,0} messages", messages / filled.Elapsed.TotalSeconds, "appends/s");
        await MeasureAsync(store, "search, 4 content words", () => words.Query(4, CommonWords));
        await MeasureAsync(
            store,
            "search, 2 of 4 words very common",
            () => $"{words.Query(2, CommonWords)} {ZipfWords.Word(0)} {ZipfWords.Word(1)}");
        await MeasureAsync(store, "search, 2 very common words only", () => $"{ZipfWords.Word(0)} {ZipfWords.Word(1)}");
        await MeasureAsync(store, "search, phrase of 2 content words", () => $"\"{words.Query(2, CommonWords)}\"");
    }

    public static ZipfWords NewWords() => new(Vocabulary, seed: 7);

    public static async Task FillAsync(SqliteStore store, ZipfWords words, int messages)
    {
        var streams = Enumerable.Range(0, Threads)
            .Select(thread => new SampleStream($"thr_{thread}", store.Journal.Epoch))
            .ToArray();
        List<Task> pending = [];
        for (var message = 0; message < messages; message++)
        {
            pending.Add(
                store.Journal.AppendAsync(
                    streams[message % Threads].Next(words.Text(WordsPerMessage)), CancellationToken.None).AsTask());
            if (pending.Count < 2_000)
                continue;
            await Task.WhenAll(pending);
            pending.Clear();
        }

        await Task.WhenAll(pending);
    }

    public static async Task MeasureAsync(SqliteStore store, string name, Func<string> query)
    {
        List<double> taken = [];
        for (var count = 0; count < Queries; count++)
        {
            var text = query();
            var from = Stopwatch.GetTimestamp();
            await store.Reads<IThreadReads>().SearchAsync(text, null, 10, CancellationToken.None);
            taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        var load = Load.Of(taken, TimeSpan.FromMilliseconds(taken.Sum()));
        Figure.Print($"{name}, p50", load.P50Milliseconds, "ms");
        Figure.Print($"{name}, p99", load.P99Milliseconds, "ms");
    }
}
