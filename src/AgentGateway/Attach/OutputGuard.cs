using System.Buffers;
using System.Buffers.Text;

namespace AgentGateway.Attach;

/// <summary>
/// Lets a session's output through to a person's terminal, without what would reach beyond its screen: writing the clipboard (OSC 52),
/// and asking for the title, which a terminal answers as if it had been typed. Pure; takes bytes in any pieces.
/// </summary>
internal sealed class OutputGuard
{
    private const byte Escape = 0x1B, Bell = 0x07, Cancel = 0x18, Substitute = 0x1A;

    /// <summary>The first byte of the C1 controls as UTF-8 writes them.</summary>
    private const byte C1 = 0xC2;

    /// <summary>Longer parameters mean nothing, and are left out.</summary>
    private const int HeldBytesMax = 256;

    private static readonly SearchValues<byte> Interesting = SearchValues.Create(Escape, C1);

    private readonly ArrayBufferWriter<byte> _held = new();
    private State _state;

    private enum State
    {
        Ground,
        Escape,
        C1,
        Csi,

        /// <summary>Inside a sequence that is left out.</summary>
        CsiDropped,
        OscNumber,

        /// <summary>Inside a control string that is left out.</summary>
        Dropped,
        DroppedEscape,
    }

    public void Pass(ReadOnlySpan<byte> bytes, IBufferWriter<byte> shown)
    {
        while (bytes.Length > 0)
        {
            if (_state == State.Ground)
            {
                var plain = bytes.IndexOfAny(Interesting);
                if (plain < 0) plain = bytes.Length;
                shown.Write(bytes[..plain]);
                bytes = bytes[plain..];
                if (bytes.IsEmpty) return;
            }

            Take(bytes[0], shown);
            bytes = bytes[1..];
        }
    }

    private void Take(byte value, IBufferWriter<byte> shown)
    {
        switch (_state)
        {
            case State.Dropped:
                if (value == Escape) _state = State.DroppedEscape;
                else if (value is Bell or Cancel or Substitute) _state = State.Ground;
                return;
            case State.DroppedEscape:
                // ESC \ ends the string; any other escape ends it too and begins something new.
                _state = State.Ground;
                if (value == '\\') return;
                Hold(Escape);
                TakeAfterEscape(value, shown);
                return;
            default:
                if (value == Escape)
                {
                    Release(shown);
                    Hold(value);
                    _state = State.Escape;
                    return;
                }

                TakeHeld(value, shown);
                return;
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
                TakeAfterEscape(value, shown);
                break;
            case State.C1:
                Hold(value);
                if (value is 0x9B or 0x9D) _state = value == 0x9B ? State.Csi : State.OscNumber;
                else Release(shown);
                break;
            case State.CsiDropped:
                if (value is >= 0x40 and <= 0x7E) _state = State.Ground;
                break;
            case State.Csi:
                Hold(value);
                if (value is < 0x40 or > 0x7E) break;
                if (AsksForTitle(_held.WrittenSpan)) Drop(State.Ground);
                else Release(shown);
                break;
            default:
                Hold(value);
                if (char.IsAsciiDigit((char)value)) break;
                if (value == ';' && Number(_held.WrittenSpan[2..^1]) == 52) Drop(State.Dropped);
                else Release(shown);
                break;
        }

        if (_held.WrittenCount > HeldBytesMax) Drop(_state == State.OscNumber ? State.Dropped : State.CsiDropped);
    }

    private void TakeAfterEscape(byte value, IBufferWriter<byte> shown)
    {
        Hold(value);
        if (value is (byte)'[' or (byte)']') _state = value == '[' ? State.Csi : State.OscNumber;
        else Release(shown);
    }

    /// <summary>CSI 20 t and CSI 21 t: icon name and title.</summary>
    private static bool AsksForTitle(ReadOnlySpan<byte> sequence) =>
        sequence[^1] == 't' && Number(sequence[2..^1]) is 20 or 21;

    /// <summary>The number that the text begins with, or null.</summary>
    private static long? Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long number, out _) ? number : null;

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
