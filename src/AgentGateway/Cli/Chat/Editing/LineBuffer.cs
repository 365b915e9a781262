using System.Globalization;

namespace AgentGateway.Cli.Chat.Editing;

/// <summary>A text of one or several lines that is being edited, and the place in it. Pure.</summary>
internal sealed class LineBuffer
{
    private string _deleted = "";

    public string Text { get; private set; } = "";

    /// <summary>Never within a character: what joins a character counts as part of it.</summary>
    public int Cursor { get; private set; }

    public bool IsEmpty => Text.Length == 0;

    private int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and var end ? end : Text.Length;

    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    public void Insert(string text) => Replace(Cursor, Cursor, text);

    public void Replace(int start, int end, string text) =>
        (Text, Cursor) = (string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end)), start + text.Length);

    /// <summary>Does what a key of editing asks for; other keys do nothing.</summary>
    public void Press(ChatKey key)
    {
        switch (key.Name)
        {
            case KeyName.Text or KeyName.Paste:
                Insert(key.Text);
                break;
            case KeyName.NewLine:
                Insert("\n");
                break;
            case KeyName.Backspace:
                Replace(Before(Cursor), Cursor, "");
                break;
            case KeyName.Delete or KeyName.EndOfInput:
                Replace(Cursor, After(Cursor), "");
                break;
            case KeyName.Left:
                Cursor = Before(Cursor);
                break;
            case KeyName.Right:
                Cursor = After(Cursor);
                break;
            case KeyName.WordLeft:
                Cursor = WordBefore();
                break;
            case KeyName.WordRight:
                Cursor = WordAfter();
                break;
            case KeyName.Home:
                Cursor = LineStart;
                break;
            case KeyName.End:
                Cursor = LineEnd;
                break;
            case KeyName.DeleteWordBack:
                Delete(BlankBefore(), Cursor);
                break;
            case KeyName.DeleteWord:
                Delete(Cursor, WordAfter());
                break;
            case KeyName.DeleteToEnd:
                Delete(Cursor, Cursor == LineEnd ? After(Cursor) : LineEnd);
                break;
            case KeyName.DeleteToStart:
                Delete(Cursor == LineStart ? Before(Cursor) : LineStart, Cursor);
                break;
            case KeyName.Yank:
                Insert(_deleted);
                break;
        }
    }

    /// <summary>Goes a line up or down, to the same column.</summary>
    /// <returns>False at the first or the last line.</returns>
    public bool Move(bool up)
    {
        var column = Cursor - LineStart;
        if (up ? LineStart == 0 : LineEnd == Text.Length) return false;
        Cursor = up ? LineStart - 1 : LineEnd + 1;
        if (up) Cursor = LineStart;
        var wanted = Math.Min(LineStart + column, LineEnd);
        while (After(Cursor) <= wanted && Cursor < wanted) Cursor = After(Cursor);
        return true;
    }

    private void Delete(int start, int end)
    {
        if (start == end) return;
        _deleted = Text[start..end];
        Replace(start, end, "");
    }

    private int After(int at) => at >= Text.Length ? at : at + StringInfo.GetNextTextElementLength(Text, at);

    private int Before(int at)
    {
        // A line end is a character of its own, so what joins the one before begins behind it.
        var start = at < 2 ? 0 : Text.LastIndexOf('\n', at - 2) + 1;
        while (start < at && After(start) < at) start = After(start);
        return start;
    }

    private int WordBefore()
    {
        var at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1])) at--;
        while (at > 0 && char.IsLetterOrDigit(Text[at - 1])) at--;
        return at;
    }

    private int WordAfter()
    {
        var at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at])) at++;
        while (at < Text.Length && char.IsLetterOrDigit(Text[at])) at++;
        return at;
    }

    /// <summary>As ctrl-W does it: back to the blank before the word, whatever the word consists of.</summary>
    private int BlankBefore()
    {
        var at = Cursor;
        while (at > 0 && char.IsWhiteSpace(Text[at - 1])) at--;
        while (at > 0 && !char.IsWhiteSpace(Text[at - 1])) at--;
        return at;
    }
}
