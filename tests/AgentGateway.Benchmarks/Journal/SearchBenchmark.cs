using System.Diagnostics;
using System.Globalization;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>
/// Full-text search with four words over many messages whose words are as unevenly common as those of a language. One
/// figure for queries of content words, one for queries that have two very common words among them. Arguments: messages,
/// and a file to keep the database in, which is filled only where it does not exist.
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
        await using var store = await OpenFilledAsync(folder, messages, args.ElementAtOrDefault(1));
        var words = NewQuestions();
        await MeasureAsync(store, "search, 4 content words", () => words.Query(4, CommonWords));
        await MeasureAsync(
            store,
            "search, 2 of 4 words very common",
            () => $"{words.Query(2, CommonWords)} {ZipfWords.Word(0)} {ZipfWords.Word(1)}");
        await MeasureAsync(store, "search, 2 very common words only", () => $"{ZipfWords.Word(0)} {ZipfWords.Word(1)}");
        await MeasureAsync(store, "search, phrase of 2 content words", () => $"\"{words.Query(2, CommonWords)}\"");
    }

    /// <summary>The words of questions, the same whether the messages were made in this run or in one before.</summary>
    public static ZipfWords NewQuestions() => new(Vocabulary, seed: 8);

    /// <summary>A store with so many messages.</summary>
    /// <param name="kept">Where the database stays; null where it goes with the folder.</param>
    public static async Task<SqliteStore> OpenFilledAsync(ScratchFolder folder, int messages, string? kept)
    {
        var isFilled = File.Exists(kept);
        var store = await SqliteStore.OpenAsync(
            kept ?? folder.File("search.db"), TimeProvider.System, null, CancellationToken.None);
        if (isFilled)
            return store;
        var filled = Stopwatch.StartNew();
        await FillAsync(store, new(Vocabulary, seed: 7), messages);
        Figure.Print($"search, fill {messages:#,0} messages", messages / filled.Elapsed.TotalSeconds, "appends/s");
        return store;
    }

    private static async Task FillAsync(SqliteStore store, ZipfWords words, int messages)
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

    public static Task MeasureAsync(SqliteStore store, string name, Func<string> query) => MeasureAsync(
        name,
        query,
        async text => await store.Reads<IThreadReads>().SearchAsync(text, null, 10, CancellationToken.None));

    /// <summary>
    /// How long each question takes, and how much of a processor all take on average: that is about the same on a
    /// machine that does something else beside.
    /// </summary>
    public static async Task MeasureAsync(string name, Func<string> query, Func<string, Task> ask)
    {
        List<double> taken = [];
        var processor = Environment.CpuUsage.TotalTime;
        for (var count = 0; count < Queries; count++)
        {
            var text = query();
            var from = Stopwatch.GetTimestamp();
            await ask(text);
            taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        var load = Load.Of(taken, TimeSpan.FromMilliseconds(taken.Sum()));
        Figure.Print($"{name}, p50", load.P50Milliseconds, "ms");
        Figure.Print($"{name}, p99", load.P99Milliseconds, "ms");
        Figure.Print($"{name}, processor", processor.TotalMilliseconds / Queries, "ms");
    }
}
