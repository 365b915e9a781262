using AgentGateway.Posix;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// Stops a terminal's output while nothing reads it. tmux reads a terminal as fast as it can and keeps in memory,
/// without a limit, the bytes that its pipe does not take. So the kernel is told to stop the terminal, as ctrl-s would.
/// A terminal that prints little is not stopped, however slow the reader is: the kernel keeps the echo of what is typed
/// into a stopped terminal to itself, and gives it out only with the program's next output or the next key.
/// </summary>
internal sealed class OutputHold : IDisposable
{
    /// <summary>How long a reader may be busy before its terminal is stopped.</summary>
    private static readonly TimeSpan ReaderLimit = TimeSpan.FromMilliseconds(200);

    /// <summary>A pipe has room for twice as much, also where the user's allowance for pipes is used up.</summary>
    private const int WaitingBytesMin = 4 * 1024;

    private readonly Lock _gate = new();
    private readonly string _ttyPath;
    private readonly Func<int> _waitingBytes;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _handedOverAt;
    private bool _isReading;
    private bool _isArmed;
    private bool _isOn;
    private bool _isDisposed;

    /// <param name="ttyPath">The terminal's own side.</param>
    /// <param name="waitingBytes">Tells how much waits in the pipe to be read.</param>
    public OutputHold(string ttyPath, Func<int> waitingBytes, TimeProvider time)
    {
        _ttyPath = ttyPath;
        _waitingBytes = waitingBytes;
        _time = time;
        _timer = time.CreateTimer(
            static state => ((OutputHold)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // A daemon that died during a hold left the terminal stopped.
        Set(on: false);
    }

    /// <summary>The reader waits for output.</summary>
    public void Reading()
    {
        lock (_gate)
        {
            _isReading = true;
            if (!_isOn) return;
            _isOn = false;
            Set(on: false);
        }
    }

    /// <summary>The reader got output and is now busy with it.</summary>
    public void HandedOver()
    {
        lock (_gate)
        {
            _isReading = false;
            _handedOverAt = _time.GetTimestamp();
            if (_isArmed || _isDisposed) return;
            _isArmed = _timer.Change(ReaderLimit, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            if (_isOn) Set(on: false);
        }

        _timer.Dispose();
    }

    private void Look()
    {
        lock (_gate)
        {
            _isArmed = false;
            if (_isReading || _isDisposed) return;
            var left = ReaderLimit - _time.GetElapsedTime(_handedOverAt);
            if (left <= TimeSpan.Zero && _waitingBytes() < WaitingBytesMin) left = ReaderLimit;
            if (left > TimeSpan.Zero)
            {
                _isArmed = _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _isOn = true;
            Set(on: true);
        }
    }

    /// <summary>
    /// The terminal is opened for this moment only: a lasting descriptor would hide its end from tmux.
    /// </summary>
    private void Set(bool on)
    {
        try
        {
            using var tty = Descriptor.Open(
                _ttyPath, OpenFlags.ReadWrite | OpenFlags.NoControllingTerminal | OpenFlags.NonBlocking);
            PseudoTerminal.SetOutput(tty, isOn: !on);
        }
        catch (OsException)
        {
            // The terminal has ended, and there is no output to stop.
        }
    }
}
