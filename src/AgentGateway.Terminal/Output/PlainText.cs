namespace AgentGateway.Terminal.Output;

/// <summary>
/// Output as a person would read it: without control sequences, a jump to another row as a line end. Pure.
/// </summary>
public static class PlainText
{
    private const byte Escape = 0x1B;

    /// <summary>How far before the end a sequence or character that is not all there may begin.</summary>
    private const int UnfinishedBytesMax = 4096;

    /// <param name="offset">Of the first byte. At 0 a row begins; elsewhere it may be the middle of one.</param>
    /// <param name="isLast">
    /// Whether nothing follows. An unfinished sequence is then left out and counts as used.
    /// </param>
    /// <param name="used">How many bytes were used. An unfinished sequence is left for the next piece.</param>
    public static string Of(ReadOnlySpan<byte> bytes, long offset, bool isLast, out int used)
    {
        // A piece that begins inside of a character begins with the next one.
        var from = 0;
        while (from < Math.Min(3, bytes.Length) && (bytes[from] & 0xC0) == 0x80) from++;
        used = isLast ? bytes.Length : Whole(bytes);
        if (used <= from) return "";
        var text = new StrippedText();
        new TextStripper().Feed(bytes[from..used], offset + from, text);
        return text.Characters.ToString();
    }

    private static int Whole(ReadOnlySpan<byte> bytes)
    {
        var stripper = new TextStripper();
        var from = Math.Max(0, bytes.Length - UnfinishedBytesMax);
        stripper.Feed(bytes[from..], 0, new StrippedText());
        if (stripper.IsBetween) return bytes.Length;
        var cut = bytes.LastIndexOf(Escape);
        // A string that ends with an escape of its own began at the one before.
        if (cut > 0 && cut == bytes.Length - 1 && bytes[..cut].LastIndexOf(Escape) is >= 0 and var begin
            && stripper.IsEndingString) cut = begin;
        for (var at = bytes.Length - 1; stripper.IsInCharacter && at >= Math.Max(0, bytes.Length - 4); at--)
            if (bytes[at] >= 0xC0) return at == 0 ? bytes.Length : at;
        // Longer than what was looked at, or nothing but it: then it is passed over as it is.
        return cut <= from ? bytes.Length : cut;
    }
}
