namespace AgentGateway.Terminal.Screen;

/// <summary>Reads a graphic rendition (SGR), with colours in both spellings: 38;2;r;g;b and 38:2::r:g:b.</summary>
internal static class SgrReader
{
    public static CellStyle Apply(VtSequence sequence, CellStyle style)
    {
        if (sequence.Count == 0)
            return CellStyle.Default with { Link = style.Link };
        for (var index = 0; index < sequence.Count;)
        {
            var subs = 1;
            while (sequence.IsSub(index + subs))
                subs++;
            var code = sequence.Get(index, 0);
            if (subs > 1)
                style = ApplySubs(sequence, index, subs, style);
            else if (code is 38 or 48 or 58)
                index += ApplyColor(sequence, index + 1, code, ref style);
            else
                style = ApplyCode(code, style);
            index += subs;
        }

        return style;
    }

    private static CellStyle ApplyCode(int code, CellStyle style) => code switch
    {
        0 => CellStyle.Default with { Link = style.Link },
        1 => On(style, CellAttributes.Bold),
        2 => On(style, CellAttributes.Dim),
        3 => On(style, CellAttributes.Italic),
        4 => style with { Underline = UnderlineStyle.Straight },
        5 or 6 => On(style, CellAttributes.Blink),
        7 => On(style, CellAttributes.Reverse),
        8 => On(style, CellAttributes.Hidden),
        9 => On(style, CellAttributes.Strikethrough),
        21 => style with { Underline = UnderlineStyle.Doubled },
        22 => Off(style, CellAttributes.Bold | CellAttributes.Dim),
        23 => Off(style, CellAttributes.Italic),
        24 => style with { Underline = UnderlineStyle.None },
        25 => Off(style, CellAttributes.Blink),
        27 => Off(style, CellAttributes.Reverse),
        28 => Off(style, CellAttributes.Hidden),
        29 => Off(style, CellAttributes.Strikethrough),
        >= 30 and <= 37 => style with { Foreground = TerminalColor.Basic(code - 30) },
        39 => style with { Foreground = TerminalColor.Default },
        >= 40 and <= 47 => style with { Background = TerminalColor.Basic(code - 40) },
        49 => style with { Background = TerminalColor.Default },
        53 => On(style, CellAttributes.Overline),
        55 => Off(style, CellAttributes.Overline),
        59 => style with { UnderlineColor = TerminalColor.Default },
        >= 90 and <= 97 => style with { Foreground = TerminalColor.Basic(code - 90 + 8) },
        >= 100 and <= 107 => style with { Background = TerminalColor.Basic(code - 100 + 8) },
        _ => style,
    };

    /// <summary>
    /// Reads a colour written with semicolons and says how many parameters behind 38, 48 or 58 belonged to it.
    /// </summary>
    private static int ApplyColor(VtSequence sequence, int index, int code, ref CellStyle style)
    {
        switch (sequence.Raw(index))
        {
            case 5:
                style = WithIndexed(style, code, sequence.Raw(index + 1));
                return 2;
            case 2 when Rgb(sequence, index + 1) is { } color:
                style = WithColor(style, code, color);
                return 4;
            default:
                return 1;
        }
    }

    private static CellStyle ApplySubs(VtSequence sequence, int index, int count, CellStyle style)
    {
        var code = sequence.Raw(index);
        switch (code)
        {
            case 4 when count == 2
                && sequence.Raw(index + 1) is >= 0 and <= (int)UnderlineStyle.Dashed and var underline:
                return style with { Underline = (UnderlineStyle)underline };
            case 38 or 48 or 58 when sequence.Raw(index + 1) == 5 && count >= 3:
                return WithIndexed(style, code, sequence.Raw(index + 2));
            case 38 or 48 or 58 when sequence.Raw(index + 1) == 2 && count >= 5:
                // A colour space stands before the three, unless they are all that there is.
                return Rgb(sequence, index + (count == 5 ? 2 : 3)) is { } color ? WithColor(style, code, color) : style;
            default:
                return style;
        }
    }

    private static TerminalColor? Rgb(VtSequence sequence, int index) =>
        IsByte(sequence.Raw(index)) && IsByte(sequence.Raw(index + 1)) && IsByte(sequence.Raw(index + 2))
            ? TerminalColor.Rgb(sequence.Raw(index), sequence.Raw(index + 1), sequence.Raw(index + 2))
            : null;

    private static bool IsByte(int value) => value is >= 0 and <= 255;

    /// <summary>
    /// A colour that does not exist is the default one, as in tmux; an underline keeps the one it had.
    /// </summary>
    private static CellStyle WithIndexed(CellStyle style, int code, int index)
    {
        if (IsByte(index))
            return WithColor(style, code, TerminalColor.Indexed(index));
        return code == 58 ? style : WithColor(style, code, TerminalColor.Default);
    }

    private static CellStyle WithColor(CellStyle style, int code, TerminalColor color) => code switch
    {
        38 => style with { Foreground = color },
        48 => style with { Background = color },
        _ => style with { UnderlineColor = color },
    };

    private static CellStyle On(CellStyle style, CellAttributes attributes) =>
        style with { Attributes = style.Attributes | attributes };

    private static CellStyle Off(CellStyle style, CellAttributes attributes) =>
        style with { Attributes = style.Attributes & ~attributes };
}
