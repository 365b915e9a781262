namespace AgentGateway.Posix;

/// <summary>Texts for the command line of a POSIX shell.</summary>
public static class ShellText
{
    /// <summary>The words as one line, quoted only where they must be.</summary>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    private static string Word(string word) =>
        word.Length > 0 && word.All(sign => char.IsAsciiLetterOrDigit(sign) || "-_./:=@%+,".Contains(sign))
            ? word
            : Quoted(word);

    /// <summary>The text in single quotes, in which a shell changes nothing.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
