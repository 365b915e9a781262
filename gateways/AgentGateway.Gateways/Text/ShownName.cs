using System.Text;

namespace AgentGateway.Gateways.Text;

/// <summary>Names that platforms show, made fit for a line: people choose them freely. Pure.</summary>
internal static class ShownName
{
    private const int CharactersMax = 64;

    /// <summary>One line without invisible characters and brackets, at most 64 characters; never empty.</summary>
    public static string Of(string name, string fallback)
    {
        var shown = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (shown.Length >= CharactersMax) break;
            var category = Rune.GetUnicodeCategory(rune);
            if (category is System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.Surrogate
                || rune.Value is '[' or ']' or '`' or '*' or '<' or '>')
                continue;
            shown.Append(rune);
        }

        return shown.ToString().Trim() is { Length: > 0 } line ? line : fallback;
    }
}
