using System.Text.RegularExpressions;

namespace AgentGateway.Cli.Chat.Text;

/// <summary>
/// Markdown that comes line by line, as a model writes it. Each line is shown for good when it ends, but for a table,
/// which is shown when all of it is there. Where there are no colours, text stays as it was written, so that its marks
/// are not lost.
/// </summary>
internal sealed partial class MarkdownLines(bool hasColour, Func<int> width)
{
    private readonly List<string> _table = [];
    private string? _fence;

    /// <summary>Lines that ended and are still held back.</summary>
    public IEnumerable<StyledLine> Held => _table.Select(row => StyledLine.Of(row));

    /// <summary>A line that ended.</summary>
    /// <returns>What can be shown for good by it.</returns>
    public IEnumerable<StyledLine> Take(string line)
    {
        if (!hasColour) return [StyledLine.Of(line)];
        if (_fence is null && MarkdownTable.IsRow(line))
        {
            _table.Add(line);
            return [];
        }

        StyledLine[] shown = [.. Finish(), Look(line)];
        if (line.Length <= MarkdownInline.CharactersMax && Fence().Match(line) is { Success: true } found)
        {
            var marks = found.Groups["marks"].Value;
            if (_fence is null) _fence = marks;
            else if (IsEndOfFence(line)) _fence = null;
        }

        return shown;
    }

    /// <summary>The end of a text: what was held back.</summary>
    public IEnumerable<StyledLine> Finish()
    {
        if (_table.Count == 0) return [];
        string[] rows = [.. _table];
        _table.Clear();
        return MarkdownTable.Lines(rows, width());
    }

    /// <summary>How a line looks that has not ended yet.</summary>
    public StyledLine Look(string line)
    {
        if (!hasColour || line.Length > MarkdownInline.CharactersMax) return StyledLine.Of(line);
        if (_fence is not null)
            return StyledLine.Of(line, IsEndOfFence(line) ? TextStyle.Dim : TextStyle.Code) with { IsVerbatim = true };
        if (Fence().IsMatch(line)) return StyledLine.Of(line, TextStyle.Dim);
        if (Rule().IsMatch(line)) return StyledLine.Of(new('─', 24), TextStyle.Dim);
        if (Heading().Match(line) is { Success: true } heading)
            return new(MarkdownInline.Runs(
                heading.Groups["text"].Value,
                heading.Groups["level"].Length < 3 ? TextStyle.Bold | TextStyle.Underline : TextStyle.Bold));
        if (Quote().Match(line) is { Success: true } quote)
            return new([new("│ ", TextStyle.Dim), .. MarkdownInline.Runs(quote.Groups["text"].Value, TextStyle.Italic)])
            {
                Hanging = "│ ",
            };
        if (Item().Match(line) is not { Success: true } item) return new(MarkdownInline.Runs(line, TextStyle.Plain));
        var sign = item.Groups["sign"].Value;
        var mark = item.Groups["indent"].Value + (sign is "-" or "*" or "+" ? "•" : sign) + " ";
        var box = item.Groups["box"].Value;
        if (box.Length > 0) mark += box[1] == ' ' ? "☐ " : "☑ ";
        return new([new(mark, TextStyle.Plain), .. MarkdownInline.Runs(item.Groups["text"].Value, TextStyle.Plain)])
        {
            Hanging = new(' ', TextCells.Width(mark)),
        };
    }

    private bool IsEndOfFence(string line) =>
        line.Trim() is { Length: > 0 } end && end.Length >= _fence!.Length && end.All(sign => sign == _fence[0]);

    [GeneratedRegex("^ {0,3}(?<marks>```+|~~~+)[^`]*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,})$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^ {0,3}(?<level>#{1,6}) +(?<text>.*?)(?: +#+)? *$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ {0,3}> ?(?<text>.*)$")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^(?<indent> *)(?<sign>[-*+]|\d{1,9}[.)]) (?<box>\[[ xX]\] )?(?<text>.*)$")]
    private static partial Regex Item();
}
