using AgentGateway.Domain.CommandQueues;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Watches one run of a shell: tells when it is free, and when a command has ended. It checks when output came and when
/// output has stopped. While a command runs without output it checks every few seconds, because a shell may become
/// free without printing anything.
/// </summary>
internal sealed class CommandQueueWatch(LiveSession live, ShellLineReader shell, bool isWrapped, TimeProvider time)
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>A shell that has printed nothing for so long has finished its prompt.</summary>
    private static readonly TimeSpan PromptQuiet = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two checks while output comes.</summary>
    private static readonly TimeSpan BusyStep = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a shell that waits for a line may take to begin the one that was typed.</summary>
    private static readonly TimeSpan BeginLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long there must be no output before a waiting shell means that the command ended without its marker. On a
    /// busy machine the marker may come long after the command has ended.
    /// </summary>
    private static readonly TimeSpan MissingMarkerQuiet = TimeSpan.FromSeconds(5);

    /// <summary>Between two checks while nothing is printed.</summary>
    private static readonly TimeSpan IdleStep = TimeSpan.FromSeconds(5);

    private readonly ShellLinePrompt _prompt = new(live, shell, isWrapped);
    private byte[]? _shown;

    public ShellLineReader Shell => shell;

    /// <summary>Completes when the shell waits for a line; false when its run has ended.</summary>
    public async Task<bool> UntilFreeAsync(CancellationToken cancellationToken)
    {
        var (end, since) = (live.Ring.End, time.GetTimestamp());
        while (!live.Ended.IsCompleted)
        {
            if (live.Ring.End != end) (end, since) = (live.Ring.End, time.GetTimestamp());
            var isQuiet = time.GetElapsedTime(since) >= PromptQuiet;
            if (_prompt.IsShown(isQuiet, null))
            {
                _shown = _prompt.IsSure ? null : _prompt.Tail();
                return true;
            }

            await WaitAsync(isQuiet ? end : null, isQuiet ? IdleStep : BusyStep, cancellationToken);
        }

        return false;
    }

    /// <summary>
    /// How the command ended. The marker tells its exit code. There is none when the shell waits for a line again
    /// without a marker, and when the shell has ended.
    /// </summary>
    public async Task<CommandResult> UntilEndAsync(OpenCommand command, CancellationToken cancellationToken)
    {
        var markers = new ShellLineMarkers(command.Id);
        var buffer = new byte[ReadBytes];
        var (next, withheld, since) = (command.Offset, 0, time.GetTimestamp());
        while (true)
        {
            var hasEnded = live.Ended.IsCompleted;
            var before = next;
            while (Read(ref next, buffer, markers))
                if (markers.To is { } to)
                    return new(markers.ExitCode, null, markers.From ?? command.Offset, to, Elapsed(command));
            if (hasEnded) return Without("session_ended");
            var echoed = live.Echo.WithheldBytes;
            if (next != before || echoed != withheld) since = time.GetTimestamp();
            withheld = echoed;
            var quiet = time.GetElapsedTime(since);
            var needed = markers.From is null ? BeginLimit : MissingMarkerQuiet;
            if (quiet >= needed && _prompt.IsShown(true, _shown) && live.IsRecorded && live.Ring.End == next)
                return Without(markers.From is null ? "not_taken" : "interrupted");
            // A program that prints much is read in large pieces, not at each byte.
            var isFlood = next - before >= ReadBytes;
            await WaitAsync(
                isFlood ? null : next,
                isFlood ? BusyStep : quiet >= needed ? IdleStep : needed - quiet,
                cancellationToken);
        }

        CommandResult Without(string reason)
        {
            live.Echo.Release();
            return new(null, reason, markers.From ?? command.Offset, next, Elapsed(command));
        }
    }

    private bool Read(ref long next, byte[] buffer, ShellLineMarkers markers)
    {
        try
        {
            var read = live.Ring.Read(next, buffer);
            if (read.Dropped > 0) markers.Skip();
            next = read.NextOffset;
            if (read.Count > 0) markers.Feed(buffer.AsSpan(0, read.Count), read.Offset);
            return read.Count > 0;
        }
        catch (ObjectDisposedException)
        {
            // The run ended, and its ring was closed at this moment.
            return false;
        }
    }

    private long Elapsed(OpenCommand command) =>
        Math.Max(0, (long)(time.GetUtcNow() - command.StartedAt!.Value).TotalMilliseconds);

    /// <summary>Waits until the limit, the end of the run, or output at the offset, whichever comes first.</summary>
    private async Task WaitAsync(long? offset, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> waits = [Task.Delay(limit, time, over.Token), live.Ended];
        if (offset is { } at) waits.Add(live.Ring.WaitForAsync(at, over.Token));
        await Task.WhenAny(waits);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
