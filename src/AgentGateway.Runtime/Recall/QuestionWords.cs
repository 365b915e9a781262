using AgentGateway.Domain.Recall;

namespace AgentGateway.Runtime.Recall;

/// <summary>What a question looks for: its words by their stems, and what kind of answer it asks for.</summary>
internal sealed class QuestionWords
{
    private readonly Dictionary<string, int> _byStem = new(StringComparer.Ordinal);
    private readonly HashSet<(int, int)> _pairs = [];

    public QuestionWords(RecallQuery query)
    {
        List<string> words = [];
        List<string> stems = [];
        foreach (var word in query.Words)
        {
            foreach (var stem in RecallWords.Stems(word))
            {
                if (!_byStem.TryAdd(stem, stems.Count)) continue;
                stems.Add(stem);
                words.Add(word);
            }
        }

        (Words, Stems) = (words, stems);
        var tokens = TextTokens.Folded(query.Text);
        AsksWhen = tokens.Contains("when");
        var before = -1;
        foreach (var token in tokens.Where(token => !StopWords.Contains(token)))
        {
            var index = IndexOf(Stemmer.Stem(token));
            if (before >= 0 && index >= 0) _pairs.Add((before, index));
            before = index;
        }
    }

    /// <summary>As they were asked.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The stems of <see cref="Words"/>, each once.</summary>
    public IReadOnlyList<string> Stems { get; }

    public bool AsksWhen { get; }

    public int Count => Stems.Count;

    /// <summary>Which of the words has that stem; -1 for none.</summary>
    public int IndexOf(string stem) => _byStem.GetValueOrDefault(stem, -1);

    /// <summary>Whether the question has these two one after the other, stop words aside.</summary>
    public bool HasPair(int first, int second) => _pairs.Contains((first, second));
}
