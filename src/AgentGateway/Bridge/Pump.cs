using AgentGateway.Posix;

namespace AgentGateway.Bridge;

/// <summary>
/// Carries bytes between the client on standard input and output and the daemon, on one thread that waits for whichever
/// is ready. Whole lines are passed on, so that a daemon that dies within one leaves no torn message behind.
/// </summary>
internal sealed class Pump(DaemonLink link)
{
    /// <summary>More than the daemon accepts, so that the daemon refuses a line that is too long.</summary>
    private const int ClientLineBytesMax = 8 * 1024 * 1024;

    private const int DaemonLineBytesMax = 64 * 1024 * 1024;

    /// <summary>While this much waits to be sent to a side, nothing more is read for it.</summary>
    private const int WaitingBytesMax = 1024 * 1024;

    /// <summary>A pipe or socket that is ready takes this much without blocking.</summary>
    private const int OutputBytesAtOnce = 4096;

    private const int DrainMilliseconds = 30_000;
    private const int FlushMilliseconds = 1_000;

    private readonly Conversation _conversation = new();
    private readonly Reconnection _reconnection = new(link);
    private readonly LineReader _fromClient = new(ClientLineBytesMax);
    private readonly LineReader _fromDaemon = new(DaemonLineBytesMax);
    private readonly ByteBuffer _toDaemon = new();
    private readonly ByteBuffer _toClient = new();
    private bool _clientEnded;
    private bool _sendingEnded;
    private bool _dropsRestOfLine;
    private bool _clientGone;
    private long _drainUntil;

    /// <summary>Also while lines are held back, because the end of the input must be seen at all times.</summary>
    private bool MayReadClient =>
        !_clientEnded && _toDaemon.Length < WaitingBytesMax && _toClient.Length < WaitingBytesMax
        && (!_conversation.IsReopening || _fromClient.Length < WaitingBytesMax);

    /// <summary>Runs until the client is gone, or says no more and has what it asked for.</summary>
    public void Run()
    {
        Span<PollEntry> entries = stackalloc PollEntry[3];
        while (!_clientGone && !IsFinished())
        {
            entries[0] = new(MayReadClient ? RawFile.StandardInput : -1, PollEvents.In);
            entries[1] = new(RawFile.StandardOutput, _toClient.Length > 0 ? PollEvents.Out : PollEvents.None);
            entries[2] = new(link.Socket, DaemonEvents());
            if (RawFile.Poll(entries, TimeoutMilliseconds()) < 0) continue;
            WriteClient(entries[1].Ready);
            ServeDaemon(entries[2].Ready);
            if (entries[0].Ready != PollEvents.None) ReadClient();
            Reconnect();
            PassOnLines();
        }
    }

    private PollEvents DaemonEvents() =>
        (_toClient.Length < WaitingBytesMax ? PollEvents.In : PollEvents.None) | (
            _toDaemon.Length > 0 ? PollEvents.Out : PollEvents.None);

    private int TimeoutMilliseconds()
    {
        var until = _clientEnded ? _drainUntil : link.IsConnected ? long.MaxValue : _reconnection.At;
        return until == long.MaxValue ? -1 : (int)Math.Clamp(until - Environment.TickCount64, 0, DrainMilliseconds);
    }

    private bool IsFinished()
    {
        if (!_clientEnded) return false;
        if (Environment.TickCount64 >= _drainUntil) return true;
        if (!link.IsConnected) return _toClient.Length == 0;
        if (!_sendingEnded && !_conversation.IsReopening && _toDaemon.Length == 0)
        {
            link.EndSending();
            _sendingEnded = true;
        }

        var isSaid = _sendingEnded || (_conversation.IsReopening && _fromClient.Length == 0);
        return isSaid && _toClient.Length == 0 && !_conversation.OwesAnswers;
    }

    private void ReadClient()
    {
        var count = RawFile.Read(RawFile.StandardInput, _fromClient.Room());
        if (count > 0)
        {
            _fromClient.Added(count);
            return;
        }

        _clientEnded = true;
        _drainUntil = Environment.TickCount64 + DrainMilliseconds;
        _fromClient.End();
    }

    private void Reconnect()
    {
        var isAsked = _fromClient.Length > 0;
        if (!link.IsConnected && _reconnection.IsDue(isAsked) && _reconnection.Try(isAsked)) Reopen();
    }

    private void PassOnLines()
    {
        while (!_conversation.IsReopening && _fromClient.Next(out var bytes, out var isWholeLine)) PassOn(
            bytes, isWholeLine);
        if (link.IsConnected && !link.Send(_toDaemon)) Lose();
    }

    private void PassOn(ReadOnlySpan<byte> bytes, bool isWholeLine)
    {
        if (_dropsRestOfLine)
        {
            _dropsRestOfLine = _fromClient.InsideLongLine;
            return;
        }

        var isWanted = !isWholeLine || (!bytes.Trim(" \t\r\n"u8).IsEmpty && _conversation.FromClient(bytes));
        if (link.IsConnected && isWanted)
        {
            _toDaemon.Append(bytes);
        }
        else if (!link.IsConnected)
        {
            _conversation.Refuse(_reconnection.Problem, _toClient);
            _dropsRestOfLine = _fromClient.InsideLongLine;
        }
    }

    private void ServeDaemon(PollEvents ready)
    {
        if (ready == PollEvents.None) return;
        if ((ready & ~PollEvents.Out) != PollEvents.None && ReceiveSome() < 0 || !link.Send(_toDaemon)) Lose();
    }

    /// <returns>As <see cref="DaemonLink.Receive"/>.</returns>
    private int ReceiveSome()
    {
        var count = link.Receive(_fromDaemon.Room());
        if (count <= 0) return count;
        _fromDaemon.Added(count);
        while (_fromDaemon.Next(out var bytes, out var isWholeLine))
            if (!isWholeLine || _conversation.FromDaemon(bytes, _toDaemon))
                _toClient.Append(bytes);
        return count;
    }

    /// <summary>
    /// The daemon is gone: what it had sent is passed on, open requests are answered, and another daemon is looked for.
    /// </summary>
    private void Lose()
    {
        while (ReceiveSome() > 0) { }
        link.Close();
        if (_fromDaemon.InsideLongLine) _toClient.Append("\n"u8);
        _fromDaemon.Clear();
        _toDaemon.Clear();
        _dropsRestOfLine = _fromClient.InsideLongLine;
        _conversation.Lost(Bridge.Problem.Gone, _toClient);
        Flush();
        if (!_clientEnded && _reconnection.Lost()) Reopen();
    }

    private void Reopen()
    {
        _conversation.Reopen(_toDaemon);
        if (!link.Send(_toDaemon)) Lose();
    }

    /// <summary>
    /// Starting a daemon takes a while, and a client should hear sooner that its request came to nothing.
    /// </summary>
    private void Flush()
    {
        var until = Environment.TickCount64 + FlushMilliseconds;
        while (!_clientGone && _toClient.Length > 0 && Environment.TickCount64 < until)
        {
            Span<PollEntry> output = [new(RawFile.StandardOutput, PollEvents.Out)];
            if (RawFile.Poll(output, FlushMilliseconds) > 0) WriteClient(output[0].Ready);
        }
    }

    private void WriteClient(PollEvents ready)
    {
        if ((ready & ~PollEvents.Out) != PollEvents.None)
        {
            _clientGone = true;
        }
        else if (ready != PollEvents.None)
        {
            var count = RawFile.Write(
                RawFile.StandardOutput, _toClient.Content[..Math.Min(_toClient.Length, OutputBytesAtOnce)]);
            if (count > 0) _toClient.Take(count);
            else _clientGone = count < 0 && !Errno.MayTryAgain;
        }
    }
}
