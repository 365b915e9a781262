using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Recall;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>
/// How well a piece of knowledge fits what is about to be done, by the stems of the words: a word that many pieces have
/// tells little. Pure.
/// </summary>
internal sealed class KnowledgeFit
{
    /// <summary>From here on a piece fits: half of what its subject or the request says.</summary>
    public const double Min = 0.5;

    private readonly string _text;
    private readonly Dictionary<string, double> _asked;
    private readonly double _unknown;

    /// <param name="text">What is about to be done.</param>
    /// <param name="words">Its words, as <see cref="RecallWords.Of"/> gives them.</param>
    /// <param name="frequencies">Of these words.</param>
    public KnowledgeFit(string text, IReadOnlyList<string> words, KnowledgeFrequencies frequencies)
    {
        _text = text;
        _asked = [];
        for (var at = 0; at < words.Count; at++)
            foreach (var stem in RecallWords.Stems(words[at]))
                _asked.TryAdd(stem, Weight(frequencies.Items, frequencies.Counts[at]));
        _unknown = Weight(frequencies.Items, 1);
    }

    /// <summary>From 0 to 1, and the words that both have.</summary>
    public (double Share, IReadOnlyList<string> Words) Of(KnowledgeContent content)
    {
        if (content.CoverageKey is { } key && HasKey(key)) return (1, [key]);
        HashSet<string> telling = [.. TellingStems($"{content.Subject} {content.CoverageKey}")];
        HashSet<string> all = [.. telling, .. TellingStems(content.Summary)];
        List<string> both = [.. all.Where(_asked.ContainsKey).Order(StringComparer.Ordinal)];

        // One word in common is a coincidence, unless there is no second one to have.
        if (both.Count < Math.Min(2, Math.Min(_asked.Count, telling.Count))) return (0, both);
        var ofSubject = Share(telling.Where(_asked.ContainsKey), telling);
        var ofAsked = Share(both, _asked.Keys);
        return (Math.Max(ofSubject, ofAsked), both);
    }

    private double Share(IEnumerable<string> some, IEnumerable<string> all)
    {
        var whole = all.Sum(WeightOf);
        return whole == 0 ? 0 : some.Sum(WeightOf) / whole;
    }

    private double WeightOf(string stem) => _asked.GetValueOrDefault(stem, _unknown);

    private bool HasKey(string key)
    {
        var at = _text.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        return at >= 0
            && (at == 0 || !char.IsLetterOrDigit(_text[at - 1]))
            && (at + key.Length == _text.Length || !char.IsLetterOrDigit(_text[at + key.Length]));
    }

    private static IEnumerable<string> TellingStems(string text) => RecallWords.Of(text).SelectMany(RecallWords.Stems);

    /// <summary>The inverse frequency that BM25 has, which never falls to zero here.</summary>
    private static double Weight(long items, long count) =>
        Math.Log(1 + (items - Math.Min(count, items) + 0.5) / (Math.Min(count, items) + 0.5)) + 0.1;
}
