namespace AgentGateway.Runtime.Recall;

/// <summary>
/// The parts of a text that get a vector each: models read a few hundred words, and one vector of a long text says little
/// of any of its parts. Pure.
/// </summary>
internal static class TextParts
{
    private const int CharactersMax = 2_000;

    /// <summary>Of a longer text the first parts count.</summary>
    private const int PartsMax = 8;

    public static IEnumerable<string> Of(RecallCandidate item)
    {
        // A thread's title says little about one of its messages; that of a note or document is part of what it says.
        var text = item.Kind == MessageRecallSource.Word || item.Title.Length == 0 ? item.Text : $"{item.Title}: {item.Text}";
        var from = 0;
        for (var part = 0; part < PartsMax && from < text.Length; part++)
        {
            var to = End(text, from);
            if (!string.IsNullOrWhiteSpace(text[from..to])) yield return text[from..to].Trim();
            from = to;
        }
    }

    /// <summary>Behind a line or a word, where there is one in the second half of the part.</summary>
    private static int End(string text, int from)
    {
        if (text.Length - from <= CharactersMax) return text.Length;
        var last = from + CharactersMax;
        var half = CharactersMax / 2;
        var at = text.LastIndexOf('\n', last - 1, half);
        if (at < 0) at = text.LastIndexOf(' ', last - 1, half);
        if (at >= 0) return at + 1;
        return char.IsLowSurrogate(text[last]) ? last - 1 : last;
    }
}
