using System.Text;

namespace AgentGateway.Terminal.Input;

/// <summary>Text on its way into a terminal, as if pasted. Pure.</summary>
public static class PasteText
{
    private const string Begin = "\x1b[200~";
    private const string End = "\x1b[201~";

    /// <summary>
    /// The bytes to write. Line ends become carriage returns, as the key sends them. Where the program has switched
    /// bracketed paste on, the text is wrapped, and cannot contain the end of its own wrapping.
    /// </summary>
    public static byte[] Encode(string text, bool isBracketed)
    {
        var lines = text.ReplaceLineEndings("\r");
        // Taking one out could put another together.
        while (isBracketed && lines.Contains(End, StringComparison.Ordinal))
            lines = lines.Replace(End, "", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(isBracketed ? Begin + lines + End : lines);
    }

    /// <summary>How many bytes of the text, as UTF-8, are whole in the first bytes of its encoding.</summary>
    public static int BytesIn(int encodedBytes, string text, bool isBracketed)
    {
        var (none, all) = (0, text.Length);
        while (none < all)
        {
            var middle = (none + all + 1) / 2;
            if (Encode(text[..middle], isBracketed).Length - (isBracketed ? End.Length : 0) <= encodedBytes) none = middle;
            else all = middle - 1;
        }

        if (none > 0 && char.IsHighSurrogate(text[none - 1])) none--;
        return Encoding.UTF8.GetByteCount(text.AsSpan(0, none));
    }
}
