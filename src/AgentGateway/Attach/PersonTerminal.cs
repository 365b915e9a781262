using System.Runtime.InteropServices;
using System.Threading.Channels;
using AgentGateway.Domain;
using AgentGateway.Posix;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Attach;

/// <summary>
/// The terminal that this program was started in, taken over whole: raw mode, size and signals. It is given back as it
/// was when the program ends, also by an exception or a signal; not when it is killed.
/// </summary>
internal sealed class PersonTerminal : IDisposable
{
    private const int EventsMax = 256;
    private const int InputBytesAtOnce = 16 * 1024;

    /// <summary>How long a terminal that takes nothing is waited for where waiting must have an end.</summary>
    private const int PatienceMilliseconds = 500;

    private const int LookMilliseconds = 100;

    private readonly Channel<PersonEvent> _events = Channel.CreateBounded<PersonEvent>(
        new BoundedChannelOptions(EventsMax) { SingleReader = true });
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _left = new();
    private readonly byte[] _usualMode;
    private readonly SafeFileHandle _output;
    private readonly Lock _gate = new();
    private bool _isRaw;

    private PersonTerminal(byte[] mode)
    {
        _usualMode = mode;
        _output = TerminalMode.OpenOutput();
        // Registered while the mode is the usual one: .NET remembers the mode that it finds at the first registration.
        On(PosixSignal.SIGWINCH, () => Size is var (columns, rows) ? new PersonEvent.Resized(columns, rows) : null);
        On(PosixSignal.SIGCONT, Continue);
        foreach (var (signal, number) in ((PosixSignal, int)[])
        [
            (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGQUIT, 3), (PosixSignal.SIGTERM, 15),
        ])
            On(signal, () => new PersonEvent.Leaves(128 + number));
        AppDomain.CurrentDomain.UnhandledException += GiveBackAtEnd;
        AppDomain.CurrentDomain.ProcessExit += GiveBackAtEnd;
        GoRaw();
        _ = ReadAsync();
    }

    /// <summary>Takes the terminal over, or says that there is none.</summary>
    public static Outcome<PersonTerminal> Take() => TerminalMode.IsTerminal && TerminalMode.Current() is { } mode
        ? new PersonTerminal(mode)
        : new Rejection(
            "not_a_terminal",
            "This needs a terminal on standard input and output.",
            "Run it by hand, or use the verbs of `agw session`.");

    public static (int Columns, int Rows) Size => TerminalMode.Size();

    public ChannelReader<PersonEvent> Events => _events.Reader;

    /// <summary>
    /// Cancelled as soon as <see cref="PersonEvent.Leaves"/> happens, for those who wait for a terminal that takes
    /// nothing.
    /// </summary>
    public CancellationToken Left => _left.Token;

    /// <summary>Written last, so that no mode of ours stays switched on.</summary>
    public byte[] Farewell { get; set; } = [];

    /// <summary>Shows bytes as they are; waits while the terminal does not take them.</summary>
    /// <returns>False when the terminal is gone.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (WriteSome(bytes.Span) is not { } count) return false;
            bytes = bytes[count..];
            if (bytes.IsEmpty) return true;
            cancellationToken.ThrowIfCancellationRequested();
            if (count == 0) await Task.Run(WaitForRoom, cancellationToken);
        }
    }

    /// <summary>Shows bytes at once.</summary>
    /// <returns>False when the terminal does not take them all.</returns>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        for (var waited = 0; !bytes.IsEmpty; )
        {
            if (WriteSome(bytes) is not { } count) return false;
            bytes = bytes[count..];
            if (count > 0) continue;
            if ((waited += LookMilliseconds) > PatienceMilliseconds) return false;
            WaitForRoom();
        }

        return true;
    }

    /// <summary>
    /// Stops this program as ctrl-Z does, with the terminal given back; returns when the shell lets it go on, with the
    /// terminal taken again. A program that no shell looks after is not stopped.
    /// </summary>
    public void Suspend()
    {
        GiveBack();
        Signals.Send(Environment.ProcessId, Signals.Suspend);
        GoRaw();
    }

    /// <summary>Gives the terminal back. Repeating it is harmless, and any thread may do it.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        GiveBack();
        foreach (var signal in _signals) signal.Dispose();
        _output.Dispose();
        AppDomain.CurrentDomain.UnhandledException -= GiveBackAtEnd;
        AppDomain.CurrentDomain.ProcessExit -= GiveBackAtEnd;
    }

    private void On(
        PosixSignal signal, Func<PersonEvent?> happened) =>
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (happened() is not { } what) return;
        _ = _events.Writer.WriteAsync(what, _ending.Token).AsTask();
        if (what is PersonEvent.Leaves) _left.Cancel();
    }));

    private void GoRaw()
    {
        lock (_gate)
        {
            _isRaw = true;
            TerminalMode.Set(TerminalMode.RawOf(_usualMode));
        }
    }

    /// <summary>After a stop the shell has set its own mode, and what is on the screen may be anything.</summary>
    private PersonEvent.Resized Continue()
    {
        GoRaw();
        var (columns, rows) = Size;
        return new(columns, rows);
    }

    private void GiveBackAtEnd(object? sender, EventArgs end) => GiveBack();

    private void GiveBack()
    {
        lock (_gate)
        {
            if (!_isRaw) return;
            _isRaw = false;
            Write(Farewell);
            TerminalMode.Set(_usualMode);
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[InputBytesAtOnce];
        while (!_ending.IsCancellationRequested)
        {
            var count = await Task.Run(() => ReadSome(buffer));
            if (count == 0) continue;
            PersonEvent what = count < 0 ? new PersonEvent.Leaves(128 + 1) : new PersonEvent.Typed(buffer[..count]);
            try
            {
                await _events.Writer.WriteAsync(what, _ending.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (count >= 0) continue;
            await _left.CancelAsync();
            return;
        }
    }

    /// <returns>0 when nothing came for a while, -1 when the terminal is gone.</returns>
    private static int ReadSome(byte[] buffer)
    {
        if (RawFile.Poll([new(RawFile.StandardInput, PollEvents.In)], LookMilliseconds) <= 0) return 0;
        var count = RawFile.Read(RawFile.StandardInput, buffer);
        return count > 0 ? count : count < 0 && Errno.MayTryAgain ? 0 : -1;
    }

    /// <returns>How many bytes were taken, 0 when none can be now, null when the terminal is gone.</returns>
    private int? WriteSome(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return 0;
        var count = RawFile.Write((int)_output.DangerousGetHandle(), bytes);
        return count >= 0 ? count : Errno.MayTryAgain ? 0 : null;
    }

    private void WaitForRoom() =>
        RawFile.Poll([new((int)_output.DangerousGetHandle(), PollEvents.Out)], LookMilliseconds);
}
