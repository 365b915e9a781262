using System.Buffers;
using System.Buffers.Text;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Takes out of raw output what must not act on the terminal of an attached person: questions to the terminal, which
/// the session's own screen (or tmux) answers, so that no program gets two answers; and writes to the clipboard.
/// Everything else passes unchanged. An escape inside of a sequence begins a new one, as terminals have it, so that
/// nothing can be hidden in another sequence; a sequence that is cut short is left out, so that no sequence can be
/// joined from the text around one that was left out. Pure; one for each attached person.
/// </summary>
public sealed class ShownFilter
{
    /// <summary>
    /// A longer command is no question, and passes; longer parameters and numbers mean nothing, and are left out.
    /// </summary>
    private const int HeldBytesMax = 4096;

    private const byte Escape = 0x1B, Bell = 0x07, Cancel = 0x18, Substitute = 0x1A;

    /// <summary>The first byte of the C1 controls as UTF-8 writes them.</summary>
    private const byte C1 = 0xC2;

    private const int Clipboard = 52;

    private static readonly SearchValues<byte> Beginnings = SearchValues.Create(Escape, C1);

    private readonly ArrayBufferWriter<byte> _held = new(64);
    private State _state;
    private int _introBytes;

    private enum State
    {
        Ground,
        Escape,
        C1,
        Control,

        /// <summary>Inside a control sequence that is left out.</summary>
        ControlDropped,
        Command,
        CommandEscape,
        DeviceString,

        /// <summary>Inside a string that is left out.</summary>
        Dropped,
        DroppedEscape,
    }

    /// <summary>
    /// Adds what may be shown of <paramref name="output"/> to <paramref name="shown"/>. A sequence that is not finished
    /// waits for its rest.
    /// </summary>
    public void Feed(ReadOnlySpan<byte> output, IBufferWriter<byte> shown)
    {
        while (!output.IsEmpty)
        {
            if (_state == State.Ground)
            {
                var plain = output.IndexOfAny(Beginnings);
                if (plain < 0) plain = output.Length;
                shown.Write(output[..plain]);
                output = output[plain..];
                if (output.IsEmpty) return;
            }

            Take(output[0], shown);
            output = output[1..];
            if (_held.WrittenCount <= HeldBytesMax) continue;
            if (_state is State.Control) Drop(State.ControlDropped);
            else if (_held.WrittenSpan[_introBytes..].Contains((byte)';')) Release(shown);
            else Drop(State.Dropped);
        }
    }

    private void Take(byte value, IBufferWriter<byte> shown)
    {
        switch (_state)
        {
            case State.CommandEscape or State.DroppedEscape when value == '\\':
                if (_state == State.DroppedEscape) Drop(State.Ground);
                else EndCommand("\e\\"u8, shown);
                break;
            case State.CommandEscape or State.DroppedEscape:
                Drop(State.Ground);
                Hold(Escape);
                TakeIntroduction(value, shown);
                break;
            case State.Dropped when value == Escape:
                _state = State.DroppedEscape;
                break;
            case State.Dropped:
                if (value is Bell or Cancel or Substitute) Drop(State.Ground);
                break;
            case State.Command when value == Escape:
                _state = State.CommandEscape;
                break;
            case var _ when value == Escape:
                Drop(State.Ground);
                Hold(value);
                _state = State.Escape;
                break;
            default:
                TakeHeld(value, shown);
                break;
        }
    }

    private void TakeHeld(byte value, IBufferWriter<byte> shown)
    {
        switch (_state)
        {
            case State.Ground:
                Hold(value);
                _state = State.C1;
                break;
            case State.Escape:
                TakeIntroduction(value, shown);
                break;
            case State.C1:
                // As ESC with the character that stands 0x40 before it.
                if (value is >= 0x80 and <= 0x9F) TakeIntroduction((byte)(value - 0x40), shown, value);
                else HoldAndRelease(value, shown);
                break;
            case State.ControlDropped:
                if (value is >= 0x40 and <= 0x7E) Drop(State.Ground);
                break;
            case State.Control:
                TakeControl(value, shown);
                break;
            case State.Command:
                TakeCommand(value, shown);
                break;
            default:
                Hold(value);
                if (_held.WrittenCount == _introBytes + 2) ClassifyDeviceString(shown);
                break;
        }
    }

    /// <param name="kind">The character that says what begins.</param>
    /// <param name="written">The byte that stood for it, where that is another.</param>
    private void TakeIntroduction(byte kind, IBufferWriter<byte> shown, byte? written = null)
    {
        Hold(written ?? kind);
        _introBytes = _held.WrittenCount;
        switch ((char)kind)
        {
            case '[':
                _state = State.Control;
                break;
            case ']':
                _state = State.Command;
                break;
            case 'P':
                _state = State.DeviceString;
                break;
            case 'Z':
                Drop(State.Ground);
                break;
            default:
                Release(shown);
                break;
        }
    }

    private void TakeControl(byte value, IBufferWriter<byte> shown)
    {
        Hold(value);
        if (value is < 0x40 or > 0x7E) return;
        if (IsQuestion(_held.WrittenSpan[_introBytes..^1], (char)value)) Drop(State.Ground);
        else Release(shown);
    }

    private static bool IsQuestion(ReadOnlySpan<byte> parameters, char final) => final switch
    {
        'c' or 'n' or 'x' => true,
        'p' => parameters.EndsWith("$"u8),
        'q' => parameters.StartsWith(">"u8),
        'u' => parameters.StartsWith("?"u8),
        // Reports of the window: its state, place, sizes, and titles.
        't' => Number(parameters) is >= 11 and <= 21,
        _ => false,
    };

    private void TakeCommand(byte value, IBufferWriter<byte> shown)
    {
        if (value is Bell or Cancel or Substitute)
        {
            EndCommand([value], shown);
            return;
        }

        Hold(value);
        if (value == ';' && _held.WrittenSpan[_introBytes..^1] is var number && !number.Contains((byte)';')
            && Number(number) == Clipboard) Drop(State.Dropped);
    }

    /// <summary>Colours and others are asked for by a question mark in place of one.</summary>
    private void EndCommand(ReadOnlySpan<byte> end, IBufferWriter<byte> shown)
    {
        if (_held.WrittenSpan.EndsWith(";?"u8))
        {
            Drop(State.Ground);
            return;
        }

        _held.Write(end);
        Release(shown);
    }

    /// <summary>
    /// Questions for settings (DECRQSS) and for capabilities (XTGETTCAP); pictures and others pass as they come.
    /// </summary>
    private void ClassifyDeviceString(IBufferWriter<byte> shown)
    {
        var begin = _held.WrittenSpan[_introBytes..];
        if (begin.SequenceEqual("$q"u8) || begin.SequenceEqual("+q"u8)) Drop(State.Dropped);
        else Release(shown);
    }

    /// <summary>The number that the text begins with, or null.</summary>
    private static long? Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out _) ? number : null;

    private void HoldAndRelease(byte value, IBufferWriter<byte> shown)
    {
        Hold(value);
        Release(shown);
    }

    private void Hold(byte value) => _held.Write([value]);

    private void Release(IBufferWriter<byte> shown)
    {
        shown.Write(_held.WrittenSpan);
        Drop(State.Ground);
    }

    private void Drop(State next)
    {
        _held.ResetWrittenCount();
        _state = next;
    }
}
