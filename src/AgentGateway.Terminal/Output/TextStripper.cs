using System.Buffers;
using System.Text;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Turns terminal output into plain text, for searching and matching: control sequences are left out, titles,
/// hyperlinks and clipboard writes (OSC 52) among them; a jump of the cursor to another row ends the line. A line that
/// is drawn again over itself stands once, and one that is drawn over with something else is a line of its own. Pure;
/// never fails; takes bytes in any pieces.
/// </summary>
public sealed class TextStripper
{
    /// <summary>A control string that is longer was never meant as one.</summary>
    private const int StringBytesMax = 1 << 20;
    private const int SpacesMax = 200;

    private readonly DrawnRow _row = new();
    private readonly byte[] _partial = new byte[4];
    private int _partialLength;
    private State _state;
    private int _stringBytes;
    private int _parameter;
    private bool _isFirstParameter;
    private bool _isLineFeedDue;
    private bool _hasBegun;
    private char _last = '\n';

    /// <summary>Whether the bytes so far end with a whole character or sequence.</summary>
    public bool IsBetween => _state == State.Ground && _partialLength == 0;

    public bool IsInCharacter => _partialLength > 0;

    public bool IsEndingString => _state == State.StringEscape;

    private enum State
    {
        Ground,
        Escape,
        EscapeIntermediate,
        Csi,
        String,
        StringEscape,
    }

    /// <summary>Adds the text of <paramref name="bytes"/>, whose first stands at <paramref name="offset"/>.</summary>
    /// <remarks>The first bytes may come from the middle of a row, unless their offset is 0.</remarks>
    public void Feed(ReadOnlySpan<byte> bytes, long offset, StrippedText text)
    {
        if (!_hasBegun && offset == 0) _row.Begin();
        _hasBegun = true;
        var at = 0;
        while (at < bytes.Length)
        {
            if (_state == State.Ground && _partialLength == 0)
            {
                var rest = bytes[at..];
                var run = rest.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
                if (run < 0) run = rest.Length;
                if (run > 0)
                {
                    BreakIfDue(offset + at, text);
                    AddRun(rest[..run], offset + at, text);
                    at += run;
                    continue;
                }
            }

            Take(bytes[at], offset + at, text);
            at++;
        }
    }

    private void Take(byte value, long offset, StrippedText text)
    {
        switch (_state)
        {
            case State.Ground:
                TakeGround(value, offset, text);
                break;
            case State.Escape:
                TakeEscape(value, offset, text);
                break;
            case State.EscapeIntermediate:
                if (value is < 0x20 or >= 0x30) _state = value == 0x1B ? State.Escape : State.Ground;
                break;
            case State.Csi:
                TakeCsi(value, offset, text);
                break;
            case State.String:
                if (value == 0x1B) _state = State.StringEscape;
                else if (value is 0x07 or 0x18 or 0x1A || ++_stringBytes > StringBytesMax) _state = State.Ground;
                break;
            default:
                // ESC \ ends the string; any other escape ends it too and begins something new.
                _state = State.Escape;
                TakeEscape(value, offset, text);
                break;
        }
    }

    private void TakeGround(byte value, long offset, StrippedText text)
    {
        if (_partialLength > 0 || value >= 0x80)
        {
            TakeUtf8(value, offset, text);
            return;
        }

        switch (value)
        {
            case 0x1B:
                _state = State.Escape;
                break;
            case (byte)'\n':
                _isLineFeedDue = false;
                Add('\n', offset, text);
                break;
            case (byte)'\r':
                // Alone it begins the line anew; before a line feed it is nothing.
                _isLineFeedDue = !_row.MoveTo(0);
                break;
            case (byte)'\t':
                BreakIfDue(offset, text);
                Add('\t', offset, text);
                break;
            case (byte)'\b':
                if (_row.IsAtEnd)
                {
                    text.DropLast();
                    _row.DropLast();
                }
                else
                {
                    _row.MoveLeft(1);
                }

                break;
            case 0x0B or 0x0C:
                Break(offset, text);
                break;
            case >= 0x20 and < 0x7F:
                BreakIfDue(offset, text);
                Add((char)value, offset, text);
                break;
            default:
                break;
        }
    }

    private void TakeUtf8(byte value, long offset, StrippedText text)
    {
        _partial[_partialLength++] = value;
        var status = Rune.DecodeFromUtf8(_partial.AsSpan(0, _partialLength), out var rune, out var used);
        if (status == OperationStatus.NeedMoreData) return;
        var from = offset - _partialLength + 1;
        var left = status == OperationStatus.Done ? 0 : _partialLength - used;
        _partialLength = 0;
        // The C1 controls say nothing to a reader.
        if (rune.Value >= 0xA0)
        {
            BreakIfDue(from, text);
            Span<char> characters = stackalloc char[2];
            foreach (var character in characters[..rune.EncodeToUtf16(characters)]) Add(character, from, text);
        }

        // The byte that made the sequence invalid begins anew.
        if (left > 0) Take(value, offset, text);
    }

    private void TakeEscape(byte value, long offset, StrippedText text)
    {
        _state = value switch
        {
            (byte)'[' => State.Csi,
            (byte)']' or (byte)'P' or (byte)'^' or (byte)'_' or (byte)'X' or (byte)'k' => State.String,
            0x1B => State.Escape,
            >= 0x20 and < 0x30 => State.EscapeIntermediate,
            _ => State.Ground,
        };
        _stringBytes = 0;
        _parameter = 0;
        _isFirstParameter = true;
        // IND, NEL, RI and the full reset leave the row.
        if (value is (byte)'D' or (byte)'E' or (byte)'M' or (byte)'c') Break(offset, text);
    }

    private void TakeCsi(byte value, long offset, StrippedText text)
    {
        if (value is >= (byte)'0' and <= (byte)'9')
        {
            if (_isFirstParameter) _parameter = Math.Min(_parameter * 10 + value - '0', 9_999);
            return;
        }

        if (value == 0x1B) _state = State.Escape;
        if (value is >= 0x40 and <= 0x7E or 0x18 or 0x1A) _state = State.Ground;
        if (value is < 0x40 or > 0x7E)
        {
            _isFirstParameter = false;
            return;
        }

        switch ((char)value)
        {
            case 'A':
                // A wrapped line is drawn again from its first row: up, and then to the left edge.
                _isLineFeedDue = true;
                break;
            case 'B' or 'E' or 'F' or 'H' or 'f' or 'd' or 'S' or 'T':
                Break(offset, text);
                break;
            case 'C':
                BreakIfDue(offset, text);
                for (var count = _row.MoveRight(Math.Clamp(_parameter, 1, SpacesMax)); count > 0; count--)
                    Add(' ', offset, text);
                break;
            case 'D':
                _row.MoveLeft(Math.Max(1, _parameter));
                break;
            case 'G' or '`':
                if (_row.MoveTo(Math.Max(0, _parameter - 1))) break;
                if (_parameter <= 1) _isLineFeedDue = true;
                else if (_last is not ('\n' or ' ')) Add(' ', offset, text);
                break;
            case 'J' or 'K':
                if (_parameter is 0 or 2) _row.Erase(all: _parameter == 2);
                break;
            default:
                break;
        }
    }

    private void BreakIfDue(long offset, StrippedText text)
    {
        if (_isLineFeedDue) Break(offset, text);
    }

    private void Break(long offset, StrippedText text)
    {
        _isLineFeedDue = false;
        if (_last != '\n') Add('\n', offset, text);
    }

    private void AddRun(ReadOnlySpan<byte> run, long offset, StrippedText text)
    {
        var passed = 0;
        while (passed < run.Length && !_row.IsAtEnd)
        {
            Add((char)run[passed], offset + passed, text);
            passed++;
        }

        if (passed == run.Length) return;
        var added = text.Append(run.Length - passed, offset + passed);
        Encoding.Latin1.GetChars(run[passed..], added);
        _row.Add(added);
        _last = (char)run[^1];
    }

    private void Add(char character, long offset, StrippedText text)
    {
        if (character == '\n')
        {
            _row.Begin();
        }
        else if (_row.IsAtEnd)
        {
            _row.Add([character]);
        }
        else
        {
            if (_row.IsDrawnAgain(character)) return;
            text.Append('\n', offset);
            // What stays in front belongs to the new line, too.
            foreach (var kept in _row.BeforeCursor) text.Append(kept, offset);
            _row.CutAtCursor();
            _row.Add([character]);
        }

        text.Append(character, offset);
        _last = character;
    }
}
