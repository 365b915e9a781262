using System.Text;

namespace AgentGateway.Cli.Chat.Editing;

/// <summary>
/// Reads keys out of what a terminal sends, in whatever pieces it comes. Keys that mean nothing here are left out, and
/// so are control characters in pasted text.
/// </summary>
internal sealed class ChatKeyReader
{
    private const string PasteBegins = "\e[200~", PasteEnds = "\e[201~";

    /// <summary>More than a message may have.</summary>
    private const int PasteCharactersMax = 1_000_000;

    private const int SequenceCharactersMax = 32;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _text = new();
    private string _held = "";
    private StringBuilder? _pasted;
    private bool _escaped;

    public IReadOnlyList<ChatKey> Read(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[_decoder.GetCharCount(bytes, flush: false)];
        var count = _decoder.GetChars(bytes, characters, flush: false);
        var input = _held + new string(characters, 0, count);
        // An escape may come apart from the sequence that it begins. A person who types [ types nothing behind it at
        // once.
        if (_escaped && input is ['[' or 'O', _, ..]) input = "\e" + input;
        (_held, _escaped) = ("", false);
        var keys = new List<ChatKey>();
        for (var at = 0; at < input.Length;)
            at = _pasted is null ? ReadKey(keys, input, at) : ReadPasted(keys, input, at);
        EndText(keys);
        return keys;
    }

    private int ReadKey(List<ChatKey> keys, string input, int at)
    {
        var sign = input[at];
        if (!char.IsControl(sign))
        {
            _text.Append(sign);
            return at + 1;
        }

        EndText(keys);
        if (sign != '\e')
        {
            if (Control(sign) is { } key) keys.Add(new(key));
            return at + 1;
        }

        if (at + 1 == input.Length)
        {
            _escaped = true;
            keys.Add(new(KeyName.Escape));
            return at + 1;
        }

        if (input[at + 1] is not ('[' or 'O'))
        {
            if (WithAlt(input[at + 1]) is { } key) keys.Add(new(key));
            return at + 2;
        }

        return ReadSequence(keys, input, at);
    }

    private int ReadSequence(List<ChatKey> keys, string input, int at)
    {
        var end = at + 2;
        while (end < input.Length && input[end] is < '@' or > '~' && end - at < SequenceCharactersMax) end++;
        if (end == input.Length)
        {
            _held = input[at..];
            return end;
        }

        var sequence = input[at..(end + 1)];
        if (sequence == PasteBegins) _pasted = new();
        else if (Sequence(sequence[2..]) is { } key) keys.Add(new(key));
        return end + 1;
    }

    private int ReadPasted(List<ChatKey> keys, string input, int at)
    {
        var end = input.IndexOf(PasteEnds, at, StringComparison.Ordinal);
        if (end < 0)
        {
            // The mark of the end may have begun already.
            var kept = Enumerable.Range(1, PasteEnds.Length - 1).Reverse()
                .FirstOrDefault(length => input.Length - at >= length && input.EndsWith(
                    PasteEnds[..length], StringComparison.Ordinal));
            _held = input[(input.Length - kept)..];
            AddPasted(input.AsSpan(at, input.Length - kept - at));
            return input.Length;
        }

        AddPasted(input.AsSpan(at, end - at));
        var text = _pasted!.ToString().ReplaceLineEndings("\n");
        _pasted = null;
        keys.Add(new(KeyName.Paste, Screen.Printable(text)));
        return end + PasteEnds.Length;
    }

    private void AddPasted(ReadOnlySpan<char> text) =>
        _pasted!.Append(text[..Math.Min(text.Length, PasteCharactersMax - _pasted.Length)]);

    private void EndText(List<ChatKey> keys)
    {
        if (_text.Length == 0) return;
        keys.Add(new(KeyName.Text, _text.ToString()));
        _text.Clear();
    }

    private static KeyName? Control(char sign) => sign switch
    {
        '\r' => KeyName.Enter,
        '\n' => KeyName.NewLine,
        '\t' => KeyName.Tab,
        '\x7f' or '\b' => KeyName.Backspace,
        '\x01' => KeyName.Home,
        '\x02' => KeyName.Left,
        '\x03' => KeyName.Interrupt,
        '\x04' => KeyName.EndOfInput,
        '\x05' => KeyName.End,
        '\x06' => KeyName.Right,
        '\x07' => KeyName.Escape,
        '\x0b' => KeyName.DeleteToEnd,
        '\x0c' => KeyName.Redraw,
        '\x0e' => KeyName.Down,
        '\x10' => KeyName.Up,
        '\x12' => KeyName.Search,
        '\x15' => KeyName.DeleteToStart,
        '\x17' => KeyName.DeleteWordBack,
        '\x19' => KeyName.Yank,
        '\x1a' => KeyName.Suspend,
        _ => null,
    };

    private static KeyName? WithAlt(char sign) => sign switch
    {
        '\r' or '\n' => KeyName.NewLine,
        'b' => KeyName.WordLeft,
        'f' => KeyName.WordRight,
        'd' => KeyName.DeleteWord,
        '\x7f' or '\b' => KeyName.DeleteWordBack,
        '\e' => KeyName.Escape,
        _ => null,
    };

    /// <summary>What stands behind <c>ESC [</c> or <c>ESC O</c>, in the spellings of the usual terminals.</summary>
    private static KeyName? Sequence(string sequence) => sequence switch
    {
        "A" => KeyName.Up,
        "B" => KeyName.Down,
        "C" => KeyName.Right,
        "D" => KeyName.Left,
        "H" or "1~" or "7~" => KeyName.Home,
        "F" or "4~" or "8~" => KeyName.End,
        "3~" => KeyName.Delete,
        "Z" => KeyName.BackTab,
        "1;5C" or "1;3C" => KeyName.WordRight,
        "1;5D" or "1;3D" => KeyName.WordLeft,
        "3;5~" or "3;3~" => KeyName.DeleteWord,
        "M" or "13u" => KeyName.Enter,
        // Enter with shift, alt or ctrl, as the keyboard protocols of kitty and xterm write it.
        "13;2u" or "13;3u" or "13;5u" or "27;2;13~" or "27;3;13~" or "27;5;13~" => KeyName.NewLine,
        "27u" => KeyName.Escape,
        "99;5u" => KeyName.Interrupt,
        "100;5u" => KeyName.EndOfInput,
        _ => null,
    };
}
