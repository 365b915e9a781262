using System.Globalization;
using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Tests.Screen;

/// <summary>
/// Reads text with colours, as tmux captures it and as we render it, back into cells. It shares no code with the parser
/// that is tested. The rendition goes on from row to row.
/// </summary>
internal sealed class CapturedRows
{
    private const string Graphics = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";
    private CellStyle _style;
    private bool _lineDrawing;

    public static List<List<ShownCell>> Read(string text)
    {
        var reader = new CapturedRows();
        return [.. text.Split('\n').Select(reader.Row)];
    }

    private List<ShownCell> Row(string line)
    {
        var cells = new List<ShownCell>();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == '\e')
            {
                var end = line.IndexOf('m', at);
                foreach (var parameters in Groups(line[(at + 2)..end]))
                    Apply(parameters);
                at = end + 1;
            }
            else if (line[at] is '\x0e' or '\x0f')
                _lineDrawing = line[at++] == '\x0e';
            else
            {
                var rune = Rune.GetRuneAt(line, at);
                at += rune.Utf16SequenceLength;
                Add(cells, rune);
            }
        }

        // tmux 3.3a captures no blank behind the last character, of any colour.
        while (cells.Count > 0 && cells[^1].Text == " ")
            cells.RemoveAt(cells.Count - 1);
        return cells;
    }

    private void Add(List<ShownCell> cells, Rune rune)
    {
        var text = _lineDrawing && rune.Value is >= 0x60 and <= 0x7e
            ? Graphics[rune.Value - 0x60].ToString()
            : rune.ToString();
        if (_lineDrawing && rune.Value == '_')
            text = " ";
        var joins = cells.Count > 0
            && (cells[^1].Text.EndsWith('\u200d') || (rune.Value >= 0x300 && CharacterWidth.Of(rune.Value) == 0));
        if (joins)
            cells[^1] = cells[^1] with { Text = cells[^1].Text + text };
        else
            cells.Add(new ShownCell(text, _style));
    }

    /// <summary>Parameters, a colour with all that belongs to it in one group.</summary>
    private static IEnumerable<string[]> Groups(string parameters)
    {
        var parts = parameters.Split(';');
        for (var at = 0; at < parts.Length;)
        {
            var length = parts[at] is "38" or "48" or "58" ? (parts[at + 1] == "5" ? 3 : 5) : 1;
            yield return length == 1 ? parts[at].Split(':') : parts[at..(at + length)];
            at += length;
        }
    }

    private void Apply(string[] group)
    {
        var code = group[0].Length == 0 ? 0 : int.Parse(group[0], CultureInfo.InvariantCulture);
        var sub = group.Length > 1 ? int.Parse(group[1], CultureInfo.InvariantCulture) : -1;
        _style = code switch
        {
            0 => CellStyle.Default,
            1 => With(CellAttributes.Bold),
            2 => With(CellAttributes.Dim),
            3 => With(CellAttributes.Italic),
            4 => _style with { Underline = sub < 0 ? UnderlineStyle.Straight : (UnderlineStyle)sub },
            // tmux 3.3a writes 53 in two parts, as it writes the underlines.
            5 when sub == 3 => With(CellAttributes.Overline),
            53 => With(CellAttributes.Overline),
            5 => With(CellAttributes.Blink),
            7 => With(CellAttributes.Reverse),
            8 => With(CellAttributes.Hidden),
            9 => With(CellAttributes.Strikethrough),
            39 => _style with { Foreground = TerminalColor.Default },
            49 => _style with { Background = TerminalColor.Default },
            38 => _style with { Foreground = Extended(group) },
            48 => _style with { Background = Extended(group) },
            58 => _style with { UnderlineColor = Extended(group) },
            >= 30 and <= 37 => _style with { Foreground = TerminalColor.Basic(code - 30) },
            >= 90 and <= 97 => _style with { Foreground = TerminalColor.Basic(code - 82) },
            >= 40 and <= 47 => _style with { Background = TerminalColor.Basic(code - 40) },
            >= 100 and <= 107 => _style with { Background = TerminalColor.Basic(code - 92) },
            _ => throw new FormatException($"A capture has the rendition {string.Join(':', group)}."),
        };
    }

    private CellStyle With(CellAttributes attribute) => _style with { Attributes = _style.Attributes | attribute };

    private static TerminalColor Extended(string[] group)
    {
        var values = group[2..].Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return values.Length == 1
            ? TerminalColor.Indexed(values[0])
            : TerminalColor.Rgb(values[0], values[1], values[2]);
    }
}
