using System.Buffers;

namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Parses a stream of terminal output, in pieces of any size, and calls a sink for each thing that it finds. It is the
/// state machine that Paul Williams described for DEC's terminals (https://vt100.net/emu/dec_ansi_parser), for UTF-8:
/// bytes from 0x80 are never controls, and mean nothing inside a sequence. No input makes it fail, and it keeps no more
/// than <see cref="SequenceText"/> does.
/// </summary>
internal sealed class VtParser(IVtSink sink)
{
    private const byte Bell = 0x07;
    private const byte Cancel = 0x18;
    private const byte Substitute = 0x1a;
    private const byte EscapeByte = 0x1b;
    private const byte Delete = 0x7f;
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value)]);
    private readonly VtSequence _sequence = new();
    private readonly SequenceText _string = new();
    private State _state;
    private CodePointAssembler _assembler;

    private enum State : byte
    {
        Ground,
        Escape,
        EscapeIntermediate,
        ControlEntry,
        ControlParameter,
        ControlIntermediate,
        ControlIgnore,
        DeviceEntry,
        DeviceParameter,
        DeviceIntermediate,
        DeviceString,
        DeviceEscape,
        DeviceIgnore,
        SystemCommand,
        IgnoredString,
    }

    public void Feed(ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            if (_state == State.Ground)
            {
                input = input[Ground(input)..];
                continue;
            }

            if (_state is State.SystemCommand or State.DeviceString or State.IgnoredString)
            {
                input = input[Collect(input)..];
                if (input.IsEmpty)
                    return;
            }

            Step(input[0]);
            input = input[1..];
        }
    }

    /// <summary>Handles a run of text, or one control, and says how many bytes that was.</summary>
    private int Ground(ReadOnlySpan<byte> input)
    {
        var first = input[0];
        if (first >= 0x80)
        {
            var length = 0;
            for (; length < input.Length && input[length] >= 0x80; length++)
            {
                if (_assembler.Add(input[length]) is not CodePointAssembler.None and var codePoint)
                    sink.Print(codePoint);
            }

            return length;
        }

        _assembler.Drop();
        if (first is >= 0x20 and < Delete)
        {
            var end = input.IndexOfAnyExceptInRange((byte)0x20, (byte)(Delete - 1));
            if (end < 0)
                end = input.Length;
            sink.PrintAscii(input[..end]);
            return end;
        }

        if (first == EscapeByte)
            Enter(State.Escape);
        else if (first is not (Delete or Cancel or Substitute))
            sink.Execute(first);
        return 1;
    }

    /// <summary>Keeps the content of a string up to a control, and says how many bytes were read.</summary>
    private int Collect(ReadOnlySpan<byte> input)
    {
        var length = input.IndexOfAny(Controls);
        if (length < 0)
            length = input.Length;
        if (_state != State.IgnoredString)
            _string.Add(input[..length]);
        return length;
    }

    private void Step(byte value)
    {
        if (value is Cancel or Substitute)
        {
            Enter(State.Ground);
            return;
        }

        if (value == EscapeByte)
        {
            EscapeInside();
            return;
        }

        switch (_state)
        {
            case State.Escape or State.EscapeIntermediate:
                InEscape(value);
                break;
            case State.ControlEntry or State.ControlParameter or State.ControlIntermediate or State.ControlIgnore:
                InControl(value);
                break;
            case State.DeviceEntry or State.DeviceParameter or State.DeviceIntermediate:
                InDevice(value);
                break;
            case State.SystemCommand when value == Bell:
                EndSystemCommand();
                Enter(State.Ground);
                break;
            case State.DeviceEscape when value == '\\':
                sink.DeviceControl(_sequence, _string.Kept);
                Enter(State.Ground);
                break;
            case State.DeviceEscape:
                // The string was never ended: what begins here is an escape sequence of its own.
                Enter(State.Escape);
                InEscape(value);
                break;
            default:
                // A control inside a string does not belong to it.
                break;
        }
    }

    /// <summary>
    /// An escape ends a system command, may end a device string, and begins a sequence anywhere else.
    /// </summary>
    private void EscapeInside()
    {
        switch (_state)
        {
            case State.DeviceString:
                _state = State.DeviceEscape;
                break;
            case State.DeviceEscape:
                // Doubled: it is wrapped for a terminal outside of this one, and there is none.
                _state = State.DeviceString;
                break;
            case State.SystemCommand:
                EndSystemCommand();
                Enter(State.Escape);
                break;
            default:
                Enter(State.Escape);
                break;
        }
    }

    private void InEscape(byte value)
    {
        if (value < 0x20)
            sink.Execute(value);
        else if (value < 0x30)
        {
            _sequence.AddIntermediate(value);
            _state = State.EscapeIntermediate;
        }
        else if (value >= Delete)
        {
            // Neither a control nor a byte of a sequence.
        }
        else if (_state == State.Escape && Opens(value) is { } next)
            Enter(next);
        else
        {
            _state = State.Ground;
            _sequence.Final = value;
            if (!_sequence.TooLong)
                sink.Escape(_sequence);
        }
    }

    private static State? Opens(byte value) => value switch
    {
        (byte)'[' => State.ControlEntry,
        (byte)']' => State.SystemCommand,
        (byte)'P' => State.DeviceEntry,
        // SOS, PM, APC, and screen's own way to name a window: read over, never obeyed.
        (byte)'X' or (byte)'^' or (byte)'_' or (byte)'k' => State.IgnoredString,
        _ => null,
    };

    private void InControl(byte value)
    {
        switch (value)
        {
            case < 0x20:
                sink.Execute(value);
                break;
            case >= Delete:
                break;
            case >= 0x40:
                DispatchControl(value);
                break;
            default:
                if (_state != State.ControlIgnore)
                    _state = Collect(
                        value, _state == State.ControlEntry, _state == State.ControlIntermediate,
                        State.ControlParameter, State.ControlIntermediate, State.ControlIgnore);
                break;
        }
    }

    private void DispatchControl(byte final)
    {
        var obeyed = _state != State.ControlIgnore && !_sequence.TooLong;
        _state = State.Ground;
        _sequence.Final = final;
        if (obeyed)
            sink.Control(_sequence);
    }

    private void InDevice(byte value)
    {
        switch (value)
        {
            case < 0x20 or >= Delete:
                break;
            case >= 0x40:
                _sequence.Final = value;
                _string.Clear();
                _state = _sequence.TooLong ? State.DeviceIgnore : State.DeviceString;
                break;
            default:
                _state = Collect(
                    value, _state == State.DeviceEntry, _state == State.DeviceIntermediate, State.DeviceParameter,
                    State.DeviceIntermediate, State.DeviceIgnore);
                break;
        }
    }

    /// <summary>Takes one byte from 0x20 to 0x3f into the header of a sequence and says which state follows.</summary>
    private State Collect(
        byte value, bool atEntry, bool afterIntermediate, State parameter, State intermediate, State ignore)
    {
        if (value < 0x30)
        {
            _sequence.AddIntermediate(value);
            return intermediate;
        }

        if (afterIntermediate || (value >= 0x3c && !atEntry))
            return ignore;
        if (value >= 0x3c)
            _sequence.SetPrefix(value);
        else if (value is (byte)';' or (byte)':')
            _sequence.AddSeparator(sub: value == ':');
        else
            _sequence.AddDigit(value);
        return parameter;
    }

    private void EndSystemCommand()
    {
        if (!_string.IsTooLong)
            sink.OperatingSystemCommand(_string.Kept);
    }

    private void Enter(State state)
    {
        _state = state;
        _string.Clear();
        if (state is State.Escape or State.ControlEntry or State.DeviceEntry)
            _sequence.Clear();
    }
}
