using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Runs one command, waits for its end and answers how it went.</summary>
public sealed class SessionRuns
{
    private const double DefaultSeconds = 120;
    private const double SecondsMax = 3600;

    /// <summary>The command of a task may take longer, because no call waits for it.</summary>
    private const double TaskSecondsMax = 86_400;
    private const int RunColumns = 200;
    private const int RunRows = 50;
    private const int InterruptsMax = 3;
    private const int OutputCharactersMax = 64 * 1024;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private readonly SessionService _sessions;
    private readonly CommandQueueService _queue;
    private readonly SessionRegistry _registry;
    private readonly LiveSessions _lives;
    private readonly RecordedOutputs _outputs;
    private readonly SessionEgress _egress;
    private readonly SessionOptions _options;
    private readonly TimeProvider _time;

    /// <summary>
    /// Runs whose call is not answered yet. Their terminals are kept, however many runs have ended since.
    /// </summary>
    private readonly ConcurrentDictionary<SessionId, bool> _unanswered = new();

    internal SessionRuns(
        SessionService sessions,
        CommandQueueService queue,
        SessionRegistry registry,
        LiveSessions lives,
        RecordedOutputs outputs,
        SessionEgress egress,
        SessionOptions options,
        TimeProvider time)
    {
        (_sessions, _queue, _registry, _lives) = (sessions, queue, registry, lives);
        (_outputs, _egress, _options, _time) = (outputs, egress, options, time);
    }

    /// <summary>
    /// Runs one shell line and answers how it went: in a terminal of its own, or as the next command of a shell
    /// session. A line that takes longer than its time limit is interrupted, and the answer says so. A line whose call
    /// is cancelled is interrupted too.
    /// </summary>
    /// <param name="progress">Gets a sentence about the run once a second. Must not block.</param>
    public async Task<Outcome<RunView>> RunAsync(
        Caller caller, RunCommand request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (Wrong(request) is { } wrong) return wrong;
        var limit = TimeSpan.FromSeconds(request.TimeoutSeconds ?? DefaultSeconds);
        return request.SessionId is null
            ? await RunAloneAsync(caller, request, limit, progress, cancellationToken)
            : await RunInsideAsync(caller, request, limit, progress, cancellationToken);
    }

    /// <summary>Why such a line could never be run; null: it could, as far as can be told before.</summary>
    internal ValueTask<Rejection?> RefuseAsync(
        Caller caller, RunCommand request, CancellationToken cancellationToken)
    {
        if ((Wrong(request) ?? WrongInside(request)) is { } wrong) return new(wrong);
        return request.SessionId is { } session
            ? new(_registry.Find(session).IsRejected(out var refused, out var found) ? refused
                : found.HasEnded ? SessionRejections.Ended(found.Label)
                : null)
            : _sessions.RefuseAsync(caller, Alone(request), isBrief: true, cancellationToken);
    }

    private static Rejection? Wrong(RunCommand request)
    {
        if (string.IsNullOrWhiteSpace(request.Command)) return QueueRejections.EmptyCommand;
        if (request.Command.Contains('\0', StringComparison.Ordinal)) return QueueRejections.NulInCommand;
        var seconds = request.TimeoutSeconds ?? DefaultSeconds;
        var secondsMax = request.Owner.TaskId is null ? SecondsMax : TaskSecondsMax;
        return seconds > 0 && seconds <= secondsMax
            ? null
            : SessionErrors.Invalid($"timeout_seconds is {seconds}.", $"It is more than 0 and at most {secondsMax}.");
    }

    /// <summary>What cannot be given together with a session.</summary>
    private static Rejection? WrongInside(RunCommand request)
    {
        if (request.SessionId is null) return null;
        if (request.Separate)
            return SessionErrors.Invalid(
                "stdio separate and session_id cannot both be given.",
                "The shell of a session has a terminal, which makes one stream of output and errors.");
        return request.Directory is null
            ? null
            : SessionErrors.Invalid(
                "directory and session_id cannot both be given.",
                "A session has a directory of its own: put cd into the command.");
    }

    /// <summary>The terminal for a line that has one of its own.</summary>
    private static CreateSession Alone(RunCommand request) => new(
        request.Argv?[0] ?? SessionProgram.LineShell,
        request.Argv?.Skip(1).ToArray() ?? ["-c", request.Command],
        Directory: request.Directory,
        Backend: "pty",
        Sandbox: request.Sandbox)
    {
        Size = new(RunColumns, RunRows),
        Owner = request.Owner,
        Separate = request.Separate,
    };

    private async Task<Outcome<RunView>> RunAloneAsync(
        Caller caller,
        RunCommand request,
        TimeSpan limit,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        var startedAt = _time.GetTimestamp();
        // The call may be cancelled while the terminal is being created. It must then still learn its id, to stop it.
        var created = await _sessions.CreateAsync(caller, Alone(request), isBrief: true, CancellationToken.None);
        if (created.IsRejected(out var refused, out var envelope)) return refused;
        var id = new SessionId(envelope.SessionId);
        _unanswered[id] = true;
        try
        {
            var over = _registry.UntilAsync(id, static session => session.IsOver, CancellationToken.None);
            var isInTime = await FinishesAsync(over, limit, () => _lives.Find(id), progress, cancellationToken);
            // What the kernel does not let end is not waited for.
            if (!isInTime && (await _sessions.StopAsync(caller, id.Value, force: false, cancellationToken)).IsRejected(
                out refused, out _)) return refused;
            var milliseconds = (long)_time.GetElapsedTime(startedAt).TotalMilliseconds;
            if (await over.WaitAsync(cancellationToken) is not { } session) return SessionRejections.Unknown;
            var (text, errors) = request.Separate
                ? Apart(session, session.RunOffset)
                : (Printed(session, session.RunOffset, null), null);
            _unanswered.TryRemove(id, out _);
            await RemoveOldRunsAsync(caller, cancellationToken);
            return new RunView
            {
                Sandbox = SandboxProfiles.NameOf(request.Sandbox),
                Advice = _egress.Advice(session, isInTime ? session.Exit?.Code : null, errors?.Text ?? text.Text, startedAt),
                ExitCode = isInTime ? session.Exit?.Code : null,
                Signal = isInTime ? session.Exit?.Signal : null,
                Output = text.Text,
                Errors = errors?.Text,
                Truncated = text.IsTruncated || errors?.IsTruncated == true,
                DurationMs = milliseconds,
                TimedOut = !isInTime,
                SessionId = id.Value,
                FromOffset = session.RunOffset,
                ToOffset = Math.Max(text.To, errors?.To ?? 0),
                Reason = isInTime ? session.Failure?.Code : null,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The daemon may be stopping, and its sessions may then no longer answer.
            using var stopLimit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.StopSeconds + 1), _time);
            await _sessions.StopAsync(caller, id.Value, force: true, stopLimit.Token);
            throw;
        }
        finally
        {
            _unanswered.TryRemove(id, out _);
        }
    }

    private async Task<Outcome<RunView>> RunInsideAsync(
        Caller caller,
        RunCommand request,
        TimeSpan limit,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        if (_registry.Find(request.SessionId!).IsRejected(out var refused, out var session)) return refused;
        if (WrongInside(request) is { } wrong) return wrong;
        if (session.HasEnded) return SessionRejections.Ended(session.Label);
        var startedAt = _time.GetTimestamp();
        var added = await _queue.AddAsync(
            caller, session, request.Command, CommandPriority.Urgent, [], default, cancellationToken);
        if (added.IsRejected(out refused, out var id)) return refused;
        using var waiting = new CancellationTokenSource();
        var ended = _queue.UntilEndedAsync(id, waiting.Token);
        var isInTime = false;
        try
        {
            isInTime = await FinishesAsync(
                ended, limit, () => _lives.Find(session.Id), progress, cancellationToken);
        }
        finally
        {
            if (!isInTime) await GiveUpAsync(caller, session.Id, id, ended);
            await waiting.CancelAsync();
        }

        var row = await _queue.RowAsync(id, cancellationToken);
        var milliseconds = isInTime ? row.DurationMs : null;
        var text = Printed(session, row);
        return new RunView
        {
            Sandbox = SandboxProfiles.NameOf(session.Spec!.Profile),
            Advice = _egress.Advice(session, isInTime ? row.ExitCode : null, text.Text, startedAt),
            ExitCode = isInTime ? row.ExitCode : null,
            Signal = null,
            Output = text.Text,
            Truncated = text.IsTruncated,
            DurationMs = milliseconds ?? (long)_time.GetElapsedTime(startedAt).TotalMilliseconds,
            TimedOut = !isInTime,
            SessionId = session.Id.Value,
            FromOffset = text.From,
            ToOffset = text.To,
            Reason = isInTime && row.ExitCode is null ? row.Reason ?? ViewWriter.Word(row.State) : null,
        };
    }

    /// <summary>Takes the command out of the queue. One that runs is interrupted, and given a moment to end.</summary>
    private async Task GiveUpAsync(Caller caller, SessionId session, CommandId id, Task ended)
    {
        if (await _queue.WithdrawAsync(caller, session, id, CancellationToken.None) is not { Code: "command_running" })
            return;
        // A program that is just starting may lose the first interrupt, and it takes a moment to see that it obeyed.
        var step = TimeSpan.FromSeconds(Math.Max(1, _options.StopSeconds / InterruptsMax));
        for (var count = 0; count < InterruptsMax && !ended.IsCompleted; count++)
        {
            if (_lives.Find(session)?.Input is { } input)
                await input.SendAsync(new() { Keys = ["ctrl-c"] }, step, CancellationToken.None);
            await ended.WaitAsync(step, _time, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Waits for the end at most so long, and reports progress meanwhile. False when the time is over.
    /// </summary>
    private async Task<bool> FinishesAsync(
        Task end,
        TimeSpan limit,
        Func<LiveSession?> live,
        IProgress<string>? progress,
        CancellationToken cancellationToken)
    {
        var startedAt = _time.GetTimestamp();
        while (true)
        {
            var left = limit - _time.GetElapsedTime(startedAt);
            if (left <= TimeSpan.Zero) return end.IsCompleted;
            try
            {
                await end.WaitAsync(
                    progress is null || left < ProgressEvery ? left : ProgressEvery, _time, cancellationToken);
                return true;
            }
            catch (TimeoutException)
            {
                progress?.Report(
                    $"It runs for {(int)_time.GetElapsedTime(startedAt).TotalSeconds} s; the session has "
                    + $"printed {live()?.Ring.End ?? 0} bytes.");
            }
        }
    }

    /// <param name="to">Null: to the end.</param>
    private PlainOutput Printed(TerminalSession session, long from, long? to) => _outputs.Read(
        session,
        ring => ring is null
            ? new PlainOutput("", from, from, false)
            : PlainOutput.Read(ring, from, to ?? ring.End, OutputCharactersMax));

    /// <summary>
    /// Output and errors of a run without a terminal. A secret that was printed in pieces, with the other stream between
    /// them, is whole only here, so it is looked for again.
    /// </summary>
    private (PlainOutput Output, PlainOutput? Errors) Apart(TerminalSession session, long from)
    {
        using var recorded = _outputs.Open(session);
        using var timeline = _outputs.OpenTimeline(session);
        if (recorded.Output is not { } ring) return (new("", from, from, false), new("", from, from, false));
        var pieces = timeline.Pieces(from, ring.End).ToLookup(piece => piece.IsErrors);
        return (Of(false), Of(true));

        PlainOutput Of(bool isErrors)
        {
            if (!pieces.Contains(isErrors)) return new("", from, from, false);
            var read = PlainOutput.Read(ring, [.. pieces[isErrors]], OutputCharactersMax / 2);
            return read with { Text = SecretRedactor.RedactText(read.Text, recorded.Secrets()) };
        }
    }

    /// <summary>
    /// What a command has printed. While it runs, the marker in the output tells where its output begins.
    /// </summary>
    private PlainOutput Printed(TerminalSession session, QueuedCommandRow row)
    {
        if (row.FromOffset is not { } from) return new("", 0, 0, false);
        if (row.ToOffset is not null) return Printed(session, from, row.ToOffset);
        var markers = new ShellLineMarkers(row.Id);
        _outputs.Read(session, ring => ring is not null && markers.Feed(FirstBytes(ring, from), from));
        return Printed(session, markers.From ?? from, null);
    }

    private static byte[] FirstBytes(IOutputReader ring, long from)
    {
        var buffer = new byte[OutputCharactersMax];
        return buffer[..ring.Read(from, buffer).Count];
    }

    private async Task RemoveOldRunsAsync(Caller caller, CancellationToken cancellationToken)
    {
        var old = _registry.All
            .Where(session => session is { IsOver: true, Spec.Brief: true, Name: null })
            .Where(session => !_unanswered.ContainsKey(session.Id))
            .Skip(_options.RunsKept)
            .ToArray();
        foreach (var session in old) await _sessions.RemoveAsync(caller, session.Id.Value, cancellationToken);
    }
}
