using System.Text.RegularExpressions;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Output;

/// <summary>Waits for something to happen in what a ring records.</summary>
public sealed class OutputWaiter(IOutputReader ring, TimeProvider time)
{
    private const int ReadBytes = 64 * 1024;

    /// <param name="progress">Is told the offset up to which the output was looked at.</param>
    public async Task<OutputWaitOutcome> WaitAsync(
        OutputWait wait, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var startedAt = time.GetTimestamp();
        var watch = wait.Pattern is null ? null : new PatternWatch(wait.Pattern);
        var buffer = new byte[ReadBytes];
        var next = wait.From;
        Task<bool>? more = null;
        try
        {
            while (true)
            {
                var limit = wait.Limit - time.GetElapsedTime(startedAt);
                if (limit <= TimeSpan.Zero) return new OutputWaitOutcome.TimedOut(next);
                var isQuietFirst = wait.Quiet < limit;
                more = ring.WaitForAsync(next, over.Token);
                if (await ComesAsync(more, isQuietFirst ? wait.Quiet!.Value : limit, cancellationToken)
                    is not { } comes)
                    return isQuietFirst
                        ? new OutputWaitOutcome.BecameQuiet(next)
                        : new OutputWaitOutcome.TimedOut(next);
                if (!comes) return new OutputWaitOutcome.Ended(next);
                var read = ring.Read(next, buffer);
                next = read.NextOffset;
                if (watch?.Feed(buffer.AsSpan(0, read.Count), read.Offset) is { } match)
                    return new OutputWaitOutcome.Matched(match.Offset, match.Text);
                progress?.Report(next);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return new OutputWaitOutcome.Refused(next, new Refusal(
                "pattern_too_slow", "Matching the pattern took too long.",
                "Leave out nested repetitions, look-around and back references."));
        }
        finally
        {
            // Only a wait that was given up: cancelling takes a turn of the thread pool, and an answer would wait for it.
            if (more is { IsCompleted: false }) await over.CancelAsync();
        }
    }

    /// <summary>Null when it took too long.</summary>
    private async Task<bool?> ComesAsync(Task<bool> more, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await more.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
