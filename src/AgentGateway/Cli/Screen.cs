using AgentGateway.Domain;
using AgentGateway.Posix;

namespace AgentGateway.Cli;

/// <summary>
/// Standard output and error. Colours and the width of the window count only where there is a terminal.
/// </summary>
internal static class Screen
{
    /// <summary>How output is shown. Set once, when the verb's options are read.</summary>
    public static OutputStyle Style { get; set; } = OutputStyle.Plain;

    public static void Line(string text) => Console.Out.WriteLine(Printable(text));

    /// <summary>
    /// From now on this program ends, as programs that print much do, when its output has no reader any more. .NET
    /// would go on and write to a closed pipe.
    /// </summary>
    public static void EndWithReader() => Signals.EndOnBrokenPipe();

    /// <summary>A piece of a text that grows.</summary>
    public static void Piece(string text)
    {
        Console.Out.Write(Printable(text));
        Console.Out.Flush();
    }

    /// <summary>A text as it is; on a terminal its last line is ended.</summary>
    public static void Text(string text) =>
        Piece(Console.IsOutputRedirected || text.Length == 0 || text.EndsWith('\n') ? text : text + "\n");

    /// <summary>
    /// A text with its colours and links: a session's screen as the daemon drew it, with no other control sequences.
    /// </summary>
    public static void Styled(string text)
    {
        Console.Out.Write(text);
        Console.Out.Flush();
    }

    /// <summary>Bytes as they are, control sequences too.</summary>
    public static void Bytes(ReadOnlySpan<byte> bytes)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(bytes);
    }

    /// <summary>A remark about the output, which is not part of it.</summary>
    public static void Aside(string text) =>
        Console.Error.WriteLine(Console.IsErrorRedirected ? Printable(text) : Style.Dim(Printable(text)));

    public static void Error(Rejection rejection)
    {
        var said = VerbWords.ForPerson(rejection);
        Console.Error.WriteLine($"error: {Printable(said.Message)} ({said.Code})");
        if (said.Hint is not null) Console.Error.WriteLine($"hint: {Printable(said.Hint)}");
    }

    /// <summary>Rows under headings, as wide as they need to be.</summary>
    /// <param name="empty">Where there are no rows, what to type next.</param>
    public static void Table(
        IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows, string empty)
    {
        List<IReadOnlyList<string>> cells =
        [
            .. rows.Select(row => (IReadOnlyList<string>)
                [.. row.Select(cell => Printable(cell ?? "").ReplaceLineEndings(" ").Replace('\t', ' '))]),
        ];
        if (cells.Count == 0) Aside(empty);
        else foreach (var line in TextTable.Lines(headings, cells, Style)) Console.Out.WriteLine(line);
    }

    /// <summary>Names and their values, a line each.</summary>
    public static void Pairs(params (string Name, string Value)[] pairs)
    {
        var width = pairs.Max(pair => pair.Name.Length);
        foreach (var (name, value) in pairs) Line($"{name.PadRight(width)}  {value}");
    }

    /// <summary>The same, without the names that have no value.</summary>
    public static void Given(IEnumerable<(string Name, string? Value)> pairs) =>
        Pairs([.. pairs.Where(pair => pair.Value is { Length: > 0 }).Select(pair => (pair.Name, pair.Value!))]);

    /// <summary>
    /// Text of models and tools must not drive the terminal: control characters are left out, but for tabs and ends of
    /// lines.
    /// </summary>
    public static string Printable(string text) =>
        text.Any(IsControl) ? string.Concat(text.Where(sign => !IsControl(sign))) : text;

    private static bool IsControl(char sign) => char.IsControl(sign) && sign is not ('\n' or '\t');
}
