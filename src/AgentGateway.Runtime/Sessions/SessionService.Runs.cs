using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Running one command and answering how it went.</summary>
public sealed partial class SessionService
{
    private const double RunSecondsUsual = 120;
    private const double RunSecondsMax = 3600;

    /// <summary>A task's command has nobody who waits in a call for it.</summary>
    private const double TaskSecondsMax = 86_400;
    private const int RunColumns = 200;
    private const int RunRows = 50;
    private const int InterruptsMax = 3;
    private const int RunCharactersMax = 64 * 1024;

    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Runs whose call has not been answered yet: their terminals are not removed, however many ended since.
    /// </summary>
    private readonly ConcurrentDictionary<SessionId, bool> _unanswered = new();

    /// <summary>
    /// Runs one shell line and answers how it went: in a terminal of its own, or as the next thing in a shell session.
    /// A line that takes longer than its time is interrupted, and the answer says so; so is one whose call is
    /// cancelled.
    /// </summary>
    /// <param name="progress">Is told in a sentence how it stands, once a second. Must not block.</param>
    public async Task<Outcome<RunView>> RunAsync(
        Caller caller, RunCommand request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Command)) return QueueRejections.EmptyCommand;
        if (request.Command.Contains('\0', StringComparison.Ordinal)) return QueueRejections.NulInCommand;
        var seconds = request.TimeoutSeconds ?? RunSecondsUsual;
        var secondsMax = request.Owner.TaskId is null ? RunSecondsMax : TaskSecondsMax;
        if (!(seconds > 0 && seconds <= secondsMax))
            return SessionErrors.Invalid(
                $"timeout_seconds is {seconds}.", $"It is more than 0 and at most {secondsMax}.");
        var limit = TimeSpan.FromSeconds(seconds);
        return request.SessionId is null
            ? await RunAloneAsync(caller, request, limit, progress, cancellationToken)
            : await RunInsideAsync(caller, request, limit, progress, cancellationToken);
    }

    private async Task<Outcome<RunView>> RunAloneAsync(
        Caller caller, RunCommand request, TimeSpan limit, IProgress<string>? progress,
            CancellationToken cancellationToken)
    {
        var shell = File.Exists("/bin/bash") ? "/bin/bash" : "/bin/sh";
        var terminal = new CreateSession(
            request.Argv?[0] ?? shell,
            request.Argv?.Skip(1).ToArray() ?? ["-c", request.Command],
            Directory: request.Directory,
            Backend: "pty",
            Sandbox: request.Sandbox)
        {
            Size = new(RunColumns, RunRows),
            Owner = request.Owner,
        };
        var startedAt = _parts.Time.GetTimestamp();
        // A call that is cancelled while its terminal is being made must still find it, to stop it.
        var created = await CreateAsync(caller, terminal, isBrief: true, CancellationToken.None);
        if (created.IsRejected(out var refused, out var envelope)) return refused;
        var id = new SessionId(envelope.SessionId);
        _unanswered[id] = true;
        try
        {
            var over = Registry.UntilAsync(id, static session => session.IsOver, CancellationToken.None);
            var isInTime = await FinishesAsync(
                over, limit, () => _parts.Terminals.Lives.Find(id), progress, cancellationToken);
            if (!isInTime) await StopAsync(caller, id.Value, force: false, cancellationToken);
            var milliseconds = (long)_parts.Time.GetElapsedTime(startedAt).TotalMilliseconds;
            if (await over.WaitAsync(cancellationToken) is not { } session) return SessionRejections.Unknown;
            var text = Printed(session, session.RunOffset, null);
            _unanswered.TryRemove(id, out _);
            await RemoveOldRunsAsync(caller, cancellationToken);
            return new RunView
            {
                ExitCode = isInTime ? session.Exit?.Code : null,
                Signal = isInTime ? session.Exit?.Signal : null,
                Output = text.Text,
                Truncated = text.IsTruncated,
                DurationMs = milliseconds,
                TimedOut = !isInTime,
                SessionId = id.Value,
                FromOffset = session.RunOffset,
                ToOffset = text.To,
                Reason = isInTime ? session.Failure?.Code : null,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The daemon may be about to stop, and then nobody answers any more.
            using var patience = new CancellationTokenSource(
                TimeSpan.FromSeconds(_parts.Options.StopSeconds + 1), _parts.Time);
            await StopAsync(caller, id.Value, force: true, patience.Token);
            throw;
        }
        finally
        {
            _unanswered.TryRemove(id, out _);
        }
    }

    private async Task<Outcome<RunView>> RunInsideAsync(
        Caller caller, RunCommand request, TimeSpan limit, IProgress<string>? progress,
            CancellationToken cancellationToken)
    {
        if (Registry.Find(request.SessionId!).IsRejected(out var refused, out var session)) return refused;
        if (request.Directory is not null)
            return SessionErrors.Invalid(
                "directory and session_id cannot both be given.",
                "A session has a directory of its own: put cd into the command.");
        if (session.HasEnded) return SessionRejections.Ended(session.Label);
        var startedAt = _parts.Time.GetTimestamp();
        var id = NewCommand();
        var added = await AddAsync(
            caller, session, id, request.Command, CommandPriority.Urgent, [], default, cancellationToken);
        if (added.IsRejected(out refused)) return refused;
        using var waiting = new CancellationTokenSource();
        var ended = EndedAsync(id, waiting.Token);
        var isInTime = false;
        try
        {
            isInTime = await FinishesAsync(
                ended, limit, () => _parts.Terminals.Lives.Find(session.Id), progress, cancellationToken);
        }
        finally
        {
            if (!isInTime) await GiveUpAsync(caller, session.Id, id, ended);
            await waiting.CancelAsync();
        }

        var row = (await Commands.Reads.CommandAsync(id, cancellationToken))!;
        var milliseconds = isInTime ? row.DurationMs : null;
        var text = Printed(session, row);
        return new RunView
        {
            ExitCode = isInTime ? row.ExitCode : null,
            Signal = null,
            Output = text.Text,
            Truncated = text.IsTruncated,
            DurationMs = milliseconds ?? (long)_parts.Time.GetElapsedTime(startedAt).TotalMilliseconds,
            TimedOut = !isInTime,
            SessionId = session.Id.Value,
            FromOffset = text.From,
            ToOffset = text.To,
            Reason = isInTime && row.ExitCode is null ? row.Reason ?? ViewWriter.Word(row.State) : null,
        };
    }

    private Task EndedAsync(CommandId id, CancellationToken cancellationToken) => Commands.Queues.Ends.UntilAsync(
        id, async () =>
            await Commands.Reads.CommandAsync(id, cancellationToken) is { EndedAt: not null }, cancellationToken);

    /// <summary>Takes the command out of the queue, or interrupts it, and waits a little for it to obey.</summary>
    private async Task GiveUpAsync(Caller caller, SessionId session, CommandId id, Task ended)
    {
        var withdrawn = await Commands.Queues.SendAsync(
            session, caller.Principal.Name, new WithdrawCommand(id), CancellationToken.None);
        if (!withdrawn.IsRejected(out var refused) || refused.Code != "command_running") return;
        // A program that is just being started may lose the first one; the shell's being free again is not seen at
        // once.
        var patience = TimeSpan.FromSeconds(Math.Max(1, _parts.Options.StopSeconds / InterruptsMax));
        for (var count = 0; count < InterruptsMax && !ended.IsCompleted; count++)
        {
            if (_parts.Terminals.Lives.Find(session)?.Input is { } input)
                await input.SendAsync(new() { Keys = ["ctrl-c"] }, patience, CancellationToken.None);
            await ended.WaitAsync(
                patience, _parts.Time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Waits for something at most so long, and tells how it stands meanwhile. False when the time is over.
    /// </summary>
    private async Task<bool> FinishesAsync(
        Task end, TimeSpan limit, Func<LiveSession?> live, IProgress<string>? progress,
            CancellationToken cancellationToken)
    {
        var startedAt = _parts.Time.GetTimestamp();
        while (true)
        {
            var left = limit - _parts.Time.GetElapsedTime(startedAt);
            if (left <= TimeSpan.Zero) return end.IsCompleted;
            try
            {
                await end.WaitAsync(
                    progress is null || left < ProgressEvery ? left : ProgressEvery, _parts.Time, cancellationToken);
                return true;
            }
            catch (TimeoutException)
            {
                progress?.Report(
                    $"It runs for {(int)_parts.Time.GetElapsedTime(startedAt).TotalSeconds} s; the session has "
                        + $"printed {live()?.Ring.End ?? 0} bytes.");
            }
        }
    }

    /// <param name="to">Null: to the end.</param>
    private PlainOutput Printed(TerminalSession session, long from, long? to) => Reading(
        session, ring =>
            ring is null ? new("", from, from, false) : PlainOutput.Read(ring, from, to ?? ring.End, RunCharactersMax));

    /// <summary>
    /// What a command printed so far. Of one that still runs, only its marker tells where that begins.
    /// </summary>
    private PlainOutput Printed(TerminalSession session, QueuedCommandRow row)
    {
        if (row.FromOffset is not { } from) return new("", 0, 0, false);
        if (row.ToOffset is not null) return Printed(session, from, row.ToOffset);
        var markers = new ShellLineMarkers(row.Id);
        Reading(session, ring => ring is not null && markers.Feed(FirstBytes(ring, from), from));
        return Printed(session, markers.From ?? from, null);
    }

    private static byte[] FirstBytes(OutputRing ring, long from)
    {
        var buffer = new byte[RunCharactersMax];
        return buffer[..ring.Read(from, buffer).Count];
    }

    private async Task RemoveOldRunsAsync(Caller caller, CancellationToken cancellationToken)
    {
        var old = Registry.All
            .Where(session => session is { IsOver: true, Spec.Brief: true, Name: null })
            .Where(session => !_unanswered.ContainsKey(session.Id))
            .Skip(_parts.Options.RunsKept)
            .ToArray();
        foreach (var session in old) await RemoveAsync(caller, session.Id.Value, cancellationToken);
    }
}
