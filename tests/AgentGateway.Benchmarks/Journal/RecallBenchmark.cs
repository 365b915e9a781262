using System.Globalization;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>
/// Recall over the messages of <see cref="SearchBenchmark"/>, beside its search: the candidates alone, and with ranking
/// what a caller waits for. Arguments: those of <see cref="SearchBenchmark"/>.
/// </summary>
internal static class RecallBenchmark
{
    private const int CommonWords = 100;
    private const int Hits = 10;

    public static async Task RunAsync(string[] args)
    {
        var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        using var folder = new ScratchFolder();
        await using var store = await SearchBenchmark.OpenFilledAsync(folder, messages, args.ElementAtOrDefault(1));
        var words = SearchBenchmark.NewQuestions();
        var threads = store.Reads<IThreadReads>();
        var search = RecallSearch.OfMessages(threads, TimeProvider.System);
        await SearchBenchmark.MeasureAsync(store, "search, 4 content words", () => words.Query(4, CommonWords));
        await SearchBenchmark.MeasureAsync(
            "recall, 4 content words, candidates",
            () => words.Query(4, CommonWords),
            async text => await threads.RecallAsync(
                new(RecallWords.Of(text), RecallQuery.CandidatesUsual), CancellationToken.None));
        await SearchBenchmark.MeasureAsync("recall, 4 content words", () => words.Query(4, CommonWords), RecallAsync);
        await SearchBenchmark.MeasureAsync(
            "recall, 2 of 4 words very common",
            () => $"{words.Query(2, CommonWords)} {ZipfWords.Word(0)} {ZipfWords.Word(1)}",
            RecallAsync);
        await SearchBenchmark.MeasureAsync(
            "recall, a question of 12 words", () => words.Query(12, CommonWords), RecallAsync);

        async Task RecallAsync(string text) =>
            await search.FindAsync(RecallSearch.Query(text, [MemoryScope.Global]), null, Hits, CancellationToken.None);
    }
}
