using System.Text;
using AgentGateway.Cli.Chat.Text;

namespace AgentGateway.Cli.Chat;

/// <summary>The text of one speaker while it comes: lines that ended, and the one that has not.</summary>
internal sealed class AnswerText(MarkdownLines markdown)
{
    private readonly StringBuilder _all = new();
    private readonly StringBuilder _line = new();
    private int _blanks;

    /// <summary>The lines that may still change.</summary>
    public IReadOnlyList<StyledLine> Unfinished =>
        _line.Length > 0 ? [.. markdown.Held, markdown.Look(_line.ToString())] : [.. markdown.Held];

    /// <summary>A piece of it.</summary>
    /// <returns>The lines that ended with it.</returns>
    public IReadOnlyList<StyledLine> Add(string piece)
    {
        var lines = new List<StyledLine>();
        var rest = Screen.Printable(_all.Length == 0 ? piece.TrimStart('\n', '\r') : piece);
        _all.Append(rest);
        for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
        {
            _line.Append(rest, 0, end);
            Show(lines, markdown.Take(_line.ToString()));
            _line.Clear();
            rest = rest[(end + 1)..];
        }

        _line.Append(rest);
        return lines;
    }

    /// <summary>
    /// The end of it, by the stored text: pieces may have been left out, and then what is missing is added, or all of
    /// it comes again.
    /// </summary>
    public IReadOnlyList<StyledLine> Finish(string stored)
    {
        var (shown, whole) = (_all.ToString(), Screen.Printable(stored).Trim());
        if (shown.Trim() == whole) return End();
        if (whole.StartsWith(shown, StringComparison.Ordinal)) return [.. Add(whole[shown.Length..]), .. End()];
        return
        [
            .. End(),
            StyledLine.Of("· a piece of it was missing; all of it:", TextStyle.Dim),
            .. Add(whole),
            .. End(),
        ];
    }

    /// <summary>The end of what there is.</summary>
    public IReadOnlyList<StyledLine> End()
    {
        var lines = new List<StyledLine>();
        if (_line.Length > 0) Show(lines, markdown.Take(_line.ToString()));
        Show(lines, markdown.Finish());
        _line.Clear();
        _all.Clear();
        _blanks = 0;
        return lines;
    }

    /// <summary>Empty lines are shown when a further line comes, so that none stands at the end.</summary>
    private void Show(List<StyledLine> lines, IEnumerable<StyledLine> ended)
    {
        foreach (var line in ended)
            if (string.IsNullOrWhiteSpace(line.Text)) _blanks++;
            else
            {
                lines.AddRange(Enumerable.Repeat(StyledLine.Empty, _blanks));
                lines.Add(line);
                _blanks = 0;
            }
    }
}
