using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Files;

/// <summary>Replaces an exact piece of a text.</summary>
public static class TextEdit
{
    /// <summary>
    /// The changed text. The old text must occur exactly once, unless every occurrence shall be replaced.
    /// </summary>
    public static Outcome<(string Text, int Count)> Replace(
        string path, string text, string old, string replacement, bool all)
    {
        if (old.Length == 0)
            return new Rejection(
                "no_match",
                "old_text is empty.",
                "Give the text to replace; make new files with write_file.");
        if (old == replacement)
            return new Rejection("no_change", "old_text and new_text are equal.", "Give a new_text that differs.");

        // Models write line feeds; a file whose lines end otherwise is matched and changed in its own way.
        if (text.Contains("\r\n", StringComparison.Ordinal)
            && !old.Contains("\r\n", StringComparison.Ordinal)
            && !text.Contains(old, StringComparison.Ordinal))
            (old,
                replacement) = (old.Replace("\n", "\r\n", StringComparison.Ordinal),
                    replacement.ReplaceLineEndings("\r\n"));
        else if (text.Contains("\r\n", StringComparison.Ordinal)
            && !replacement.Contains("\r\n", StringComparison.Ordinal)
            && !LoneLineFeed(text))
            replacement = replacement.Replace("\n", "\r\n", StringComparison.Ordinal);

        var count = Count(text, old);
        if (count == 0)
            return new Rejection(
                "no_match",
                $"old_text does not occur in {path}.",
                "Read the file and copy the text exactly, with its spaces and indentation.");
        if (count > 1 && !all)
            return new Rejection(
                "several_matches",
                string.Create(CultureInfo.InvariantCulture, $"old_text occurs in {path} {count} times."),
                "Give more of the text before and after it, or set replace_all.");
        return (text.Replace(old, replacement, StringComparison.Ordinal), count);
    }

    private static bool LoneLineFeed(string text)
    {
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            if (at == 0 || text[at - 1] != '\r')
                return true;
        return false;
    }

    private static int Count(string text, string piece)
    {
        var count = 0;
        for (var at = text.IndexOf(
            piece, StringComparison.Ordinal); at >= 0; at = text.IndexOf(
                piece, at + piece.Length, StringComparison.Ordinal))
            count++;
        return count;
    }
}
