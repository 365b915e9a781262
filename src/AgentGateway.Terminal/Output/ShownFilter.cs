using System.Buffers;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Takes out of raw output what must not act on the terminal of a person who watches: questions to the terminal, which the session's own screen
/// (or tmux) answers, so that no program gets two answers; and writes to the clipboard. Everything else passes unchanged. Pure; one for each watcher.
/// </summary>
public sealed class ShownFilter
{
    /// <summary>A longer sequence is no question, and passes.</summary>
    private const int HeldBytesMax = 4096;
    private const byte Escape = 0x1B;
    private const byte Bell = 0x07;

    private readonly byte[] _held = new byte[HeldBytesMax];
    private int _heldLength;
    private bool _isSwallowing;
    private bool _sawEscape;

    /// <summary>Adds what may be shown of <paramref name="output"/> to <paramref name="shown"/>. A sequence that is not finished waits for its rest.</summary>
    public void Feed(ReadOnlySpan<byte> output, IBufferWriter<byte> shown)
    {
        while (!output.IsEmpty)
        {
            if (_isSwallowing)
            {
                Swallow(ref output);
                continue;
            }

            if (_heldLength == 0)
            {
                var at = output.IndexOf(Escape);
                var plain = at < 0 ? output : output[..at];
                shown.Write(plain);
                output = output[plain.Length..];
                if (output.IsEmpty) return;
            }

            _held[_heldLength++] = output[0];
            output = output[1..];
            Judge(shown);
        }
    }

    /// <summary>The rest of a clipboard write goes where its begin went.</summary>
    private void Swallow(ref ReadOnlySpan<byte> output)
    {
        var value = output[0];
        output = output[1..];
        _isSwallowing = value is not (Bell or 0x18 or 0x1A) && !(_sawEscape && value == (byte)'\\');
        _sawEscape = value == Escape;
    }

    private void Judge(IBufferWriter<byte> shown)
    {
        ReadOnlySpan<byte> held = _held.AsSpan(0, _heldLength);
        var kind = held.Length < 2 ? Kind.Unfinished : held[1] switch
        {
            (byte)'[' => OfControl(held),
            (byte)']' => OfCommand(held),
            (byte)'P' => OfDeviceString(held),
            (byte)'Z' => Kind.Question,
            Escape => Kind.Restart,
            _ => Kind.Passing,
        };
        if (kind == Kind.Unfinished && held.Length < HeldBytesMax) return;
        if (kind == Kind.Clipboard)
        {
            (_isSwallowing, _sawEscape) = (held[^1] is not Bell, held[^1] == Escape);
            if (held.EndsWith("\e\\"u8)) _isSwallowing = false;
        }
        else if (kind == Kind.Restart)
        {
            shown.Write(held[..1]);
            _heldLength = 1;
            return;
        }
        else if (kind != Kind.Question)
        {
            shown.Write(held);
        }

        _heldLength = 0;
    }

    private static Kind OfControl(ReadOnlySpan<byte> held)
    {
        if (held.Length == 2) return Kind.Unfinished;
        var last = held[^1];
        if (last < 0x20 || last == 0x7F) return Kind.Passing;
        if (last < 0x40) return Kind.Unfinished;
        var parameters = held[2..^1];
        return (char)last switch
        {
            'c' => Kind.Question,
            'n' => Kind.Question,
            'x' => Kind.Question,
            'p' when parameters.EndsWith("$"u8) => Kind.Question,
            'q' when parameters.StartsWith(">"u8) => Kind.Question,
            'u' when parameters.StartsWith("?"u8) => Kind.Question,
            // Reports of the window: its state, place, sizes, and titles.
            't' when parameters.Length >= 2 && parameters[0] is (byte)'1' or (byte)'2' && IsReport(parameters) => Kind.Question,
            _ => Kind.Passing,
        };
    }

    private static bool IsReport(ReadOnlySpan<byte> parameters)
    {
        var first = parameters.IndexOf((byte)';') is >= 0 and var at ? parameters[..at] : parameters;
        return int.TryParse(first, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is (>= 11 and <= 21);
    }

    /// <summary>Colours are asked for by a question mark in place of one.</summary>
    private static Kind OfCommand(ReadOnlySpan<byte> held)
    {
        if (held.StartsWith("\e]52;"u8)) return Kind.Clipboard;
        var last = held[^1];
        var isEnded = last == Bell || held.EndsWith("\e\\"u8);
        if (!isEnded) return last is 0x18 or 0x1A ? Kind.Passing : Kind.Unfinished;
        var body = held[2..(last == Bell ? ^1 : ^2)];
        return body.EndsWith(";?"u8) ? Kind.Question : Kind.Passing;
    }

    private static Kind OfDeviceString(ReadOnlySpan<byte> held)
    {
        if (held.Length < 4) return Kind.Unfinished;
        // Questions for settings (DECRQSS) and for capabilities (XTGETTCAP); pictures and others pass as they come.
        if (!held.StartsWith("\eP$q"u8) && !held.StartsWith("\eP+q"u8)) return Kind.Passing;
        return held.EndsWith("\e\\"u8) || held[^1] is Bell or 0x18 or 0x1A ? Kind.Question : Kind.Unfinished;
    }

    private enum Kind
    {
        Unfinished,
        Passing,
        Question,
        Clipboard,
        Restart,
    }
}
