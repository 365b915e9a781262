namespace AgentGateway.Benchmarks.Journal;

/// <summary>Made-up words of which the n-th is n times rarer than the first, from a fixed seed.</summary>
internal sealed class ZipfWords
{
    private readonly Random _random;
    private readonly double[] _cumulative;

    public ZipfWords(int vocabulary, int seed)
    {
        _random = new(seed);
        _cumulative = new double[vocabulary];
        var sum = 0.0;
        for (var rank = 0; rank < vocabulary; rank++)
            _cumulative[rank] = sum += 1.0 / (rank + 1);
    }

    public static string Word(int rank)
    {
        const string Syllables = "bakedomunirisovaletopihe";
        var word = "";
        for (var rest = rank + 12; rest > 0; rest /= 12)
            word += Syllables.Substring(rest % 12 * 2, 2);
        return word;
    }

    public string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(Draw())));

    /// <summary>Words as they are drawn in texts, but for the most common ones.</summary>
    public string Query(int words, int withoutMostCommon) => string.Join(' ', Enumerable.Range(0, words).Select(_ =>
    {
        var rank = Draw();
        while (rank < withoutMostCommon)
            rank = Draw();
        return Word(rank);
    }));

    private int Draw()
    {
        var at = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return at >= 0 ? at : Math.Min(~at, _cumulative.Length - 1);
    }
}
