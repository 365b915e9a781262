namespace AgentGateway.Gateways.Text;

/// <summary>
/// Splits a text into messages that fit: between paragraphs, else lines, sentences, words, and in the end anywhere but
/// inside a character. A code fence that is split is closed and opened again with its language. Pure.
/// </summary>
internal static class MarkdownSplitter
{
    private const string Fence = "```";

    /// <summary>Room for closing a fence at the end of a part and for opening it at the beginning of the next.</summary>
    private const int FenceRoom = 40;

    private static readonly string[] Ends = ["\n\n", "\n", ". ", " "];

    /// <param name="length">How long a text is for the platform; never less for a longer text.</param>
    public static IReadOnlyList<string> Split(string markdown, int max, Func<string, int> length)
    {
        var parts = new List<string>();
        var rest = markdown.ReplaceLineEndings("\n").Trim('\n');
        string? language = null;
        while (rest.Length > 0)
        {
            var opening = language is null ? "" : $"{Fence}{language}\n";
            if (length(opening + rest) <= max)
            {
                parts.Add(opening + Closed(rest, language));
                break;
            }

            var fits = Longest(opening, rest, max - FenceRoom, length);
            var cut = Cut(rest, fits);
            var part = rest[..cut].TrimEnd('\n', ' ');
            var next = LanguageAfter(rest[..cut], language);
            parts.Add(opening + part + (next is null ? "" : $"\n{Fence}"));
            rest = rest[cut..].TrimStart('\n');
            language = next;
        }

        return parts;
    }

    /// <summary>The text with the fence closed that it leaves open.</summary>
    private static string Closed(string text, string? language) =>
        LanguageAfter(text, language) is null ? text : $"{text}\n{Fence}";

    /// <summary>How many characters fit at most; at least one.</summary>
    private static int Longest(string opening, string rest, int max, Func<string, int> length)
    {
        var (low, high) = (1, rest.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (length(opening + rest[..middle]) <= max) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static int Cut(string rest, int fits)
    {
        // A cut in the first half wastes more of a message than a finer one costs in reading.
        foreach (var end in Ends)
            if (rest.LastIndexOf(end, fits - 1, fits, StringComparison.Ordinal) is var at && at >= fits / 2)
                return at + end.Length <= fits ? at + end.Length : at + 1;
        return char.IsHighSurrogate(rest[fits - 1]) && fits > 1 ? fits - 1 : fits;
    }

    /// <summary>The language of the fence that is open at the end of the text; null for none.</summary>
    private static string? LanguageAfter(string text, string? language)
    {
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.TrimStart();
            if (!trimmed.StartsWith(Fence, StringComparison.Ordinal)) continue;
            if (language is not null)
            {
                if (trimmed.TrimEnd() == Fence) language = null;
            }
            else
            {
                var named = trimmed[Fence.Length..].Trim();
                language = named.Length > FenceRoom / 2 ? "" : named;
            }
        }

        return language;
    }
}
