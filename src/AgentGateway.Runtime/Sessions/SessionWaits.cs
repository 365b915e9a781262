using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Waits for something to happen in a session: output, silence, a status or the end.</summary>
public sealed class SessionWaits
{
    private const int DefaultQuietMilliseconds = 1_000;
    private const int QuietMillisecondsMax = 600_000;

    /// <summary>Evidence loses weight with age, so a status may change although nothing happens.</summary>
    private static readonly TimeSpan EstimateStep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProgressStep = TimeSpan.FromSeconds(1);

    private readonly SessionRegistry _registry;
    private readonly LiveSessions _lives;
    private readonly RecordedOutputs _outputs;
    private readonly TimeProvider _time;

    internal SessionWaits(
        SessionRegistry registry, LiveSessions lives, RecordedOutputs outputs, TimeProvider time) =>
        (_registry, _lives, _outputs, _time) = (registry, lives, outputs, time);

    /// <summary>
    /// Waits until something happens, at most for the time given. A wait for a pattern begins at the last input or at
    /// the last match, whichever came later. So it finds output that came before the call.
    /// </summary>
    /// <param name="progress">Gets a sentence about the wait once a second. Must not block.</param>
    public async Task<Outcome<WaitOutcomeView>> WaitAsync(
        WaitForSession request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (_registry.Find(request.SessionId).IsRejected(out var refused, out var session)) return refused;
        if (WaitLimit.Work.Read(request.TimeoutSeconds, "timeout_seconds").IsRejected(out refused, out var limit))
            return refused;
        await using var reporting = Report(progress, session, request.Until);
        switch (request.Until)
        {
            case "pattern":
                if (OutputPattern.Parse(request.Pattern ?? "", out var pattern) is { } refusal)
                    return refusal.ToRejection();
                return await WaitForOutputAsync(
                    session, new(request.Offset ?? -1, pattern, null, limit), cancellationToken);
            case "quiet":
                var quiet = request.QuietMilliseconds ?? DefaultQuietMilliseconds;
                if (quiet is < 1 or > QuietMillisecondsMax)
                    return SessionErrors.Invalid(
                        $"quiet_ms is {quiet}.", $"Give between 1 and {QuietMillisecondsMax}.");
                return await WaitForOutputAsync(
                    session, new(long.MaxValue, null, TimeSpan.FromMilliseconds(quiet), limit), cancellationToken);
            case "status":
                if (StatusNames.Find(request.Status ?? "") is not { } status)
                    return SessionErrors.Invalid(
                        $"status is '{ShortText.Of(request.Status ?? "")}'.",
                        $"It is one of {string.Join(", ", StatusNames.All)}.");
                return await WaitForStatusAsync(session, status, limit, cancellationToken);
            case "exit":
                return await WaitForExitAsync(session, limit, cancellationToken);
            default:
                return SessionErrors.Invalid(
                    $"until is '{ShortText.Of(request.Until)}'.", "It is pattern, quiet, status or exit.");
        }
    }

    private async Task<Outcome<WaitOutcomeView>> WaitForOutputAsync(
        TerminalSession session, OutputWait wait, CancellationToken cancellationToken)
    {
        var live = _lives.Find(session.Id);
        using var recorded = _outputs.Open(session);
        if (recorded.Output is not { } ring) return Outcome(session, matched: false, "ended", null, 0);
        var from = wait.From < 0 ? live?.WaitFrom ?? session.RunOffset : Math.Min(wait.From, ring.End);
        switch (await new OutputWaiter(ring, _time).WaitAsync(wait with { From = from }, null, cancellationToken))
        {
            case OutputWaitOutcome.Matched matched:
                live?.PatternMatched(matched.Offset + System.Text.Encoding.UTF8.GetByteCount(matched.Text));
                return Outcome(session, matched: true, "pattern", matched.Text, matched.Offset);
            case OutputWaitOutcome.BecameQuiet quiet:
                return Outcome(session, matched: true, "quiet", null, quiet.Offset);
            case OutputWaitOutcome.Refused { Refusal: var refusal }:
                return refusal.ToRejection();
            case OutputWaitOutcome.Ended ended:
                await EndedAsync(session, cancellationToken);
                return Outcome(session, matched: wait.Quiet is not null, "ended", null, ended.Offset);
            case var outcome:
                return Outcome(session, matched: false, "timeout", null, outcome.Offset);
        }
    }

    private async Task<Outcome<WaitOutcomeView>> WaitForStatusAsync(
        TerminalSession session, SessionStatus wanted, TimeSpan limit, CancellationToken cancellationToken)
    {
        var startedAt = _time.GetTimestamp();
        while (true)
        {
            if (_registry.Find(session.Id) is not { } now) return SessionRejections.Unknown;
            var live = _lives.Find(session.Id);
            var changed = live?.Status.Changed ?? Task.CompletedTask;
            if (SessionViewWriter.Status(now, live).Value == StatusNames.Of(wanted))
                return Outcome(now, matched: true, "status", null, live?.Ring.End ?? 0);
            if (now.IsOver) return Outcome(now, matched: false, "ended", null, 0);
            var left = limit - _time.GetElapsedTime(startedAt);
            if (left <= TimeSpan.Zero) return Outcome(now, matched: false, "timeout", null, live?.Ring.End ?? 0);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ended = _registry.UntilAsync(
                session.Id, next => next.Run != now.Run || next.Lifecycle != now.Lifecycle, over.Token);
            await Task.WhenAny(
                live is null ? ended : changed,
                ended,
                Task.Delay(left < EstimateStep ? left : EstimateStep, _time, over.Token));
            await over.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<Outcome<WaitOutcomeView>> WaitForExitAsync(
        TerminalSession session, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = _registry.UntilAsync(
            session.Id, now => now.IsOver || now.Exit is not null || now.Run != session.Run, over.Token);
        try
        {
            var now = await ended.WaitAsync(limit, _time, cancellationToken);
            return now is null
                ? SessionRejections.Unknown
                : Outcome(now, matched: true, "exit", null, _outputs.Read(now, ring => ring?.End ?? 0));
        }
        catch (TimeoutException)
        {
            return Outcome(session, matched: false, "timeout", null, _outputs.Read(session, ring => ring?.End ?? 0));
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <summary>
    /// The output has ended. The machine learns it a moment later, unless the daemon is being stopped.
    /// </summary>
    private async Task EndedAsync(TerminalSession session, CancellationToken cancellationToken)
    {
        try
        {
            await _registry.UntilAsync(
                session.Id, now => now.IsOver || now.Exit is not null || now.Run != session.Run, cancellationToken)
                .WaitAsync(EstimateStep, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The answer then has no exit.
        }
    }

    private WaitOutcomeView Outcome(TerminalSession session, bool matched, string reason, string? match, long offset)
    {
        var now = _registry.Find(session.Id) ?? session;
        return new(
            now.Id.Value,
            matched,
            reason,
            match,
            offset,
            SessionViewWriter.Status(now, _lives.Find(now.Id)),
            now.Exit is { } exit ? SessionViewWriter.Of(exit) : null);
    }

    private ITimer? Report(IProgress<string>? progress, TerminalSession session, string until)
    {
        if (progress is null) return null;
        var startedAt = _time.GetTimestamp();
        return _time.CreateTimer(
            _ =>
            {
                var seconds = (int)_time.GetElapsedTime(startedAt).TotalSeconds;
                var status = SessionViewWriter.Status(
                    _registry.Find(session.Id) ?? session, _lives.Find(session.Id)).Value;
                progress.Report($"Waiting for {until} in {session.Label} for {seconds} s; it is {status}.");
            }, null, ProgressStep, ProgressStep);
    }
}
