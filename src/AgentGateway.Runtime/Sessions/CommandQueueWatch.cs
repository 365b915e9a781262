using AgentGateway.Domain.CommandQueues;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Watches one run of a shell for its being free and for the end of a command. It waits for output and looks when none
/// comes; only while something runs silently it looks every few seconds, for a shell may be free again without having
/// said a word.
/// </summary>
internal sealed class CommandQueueWatch(LiveSession live, ShellLineReader shell, bool isWrapped, TimeProvider time)
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>So long nothing is printed by a shell that has said all it had to say.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two looks while output comes.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a shell that waits for a line may leave one lying.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long nothing may come before it is believed that a command has ended without its marker.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly ShellLinePrompt _prompt = new(live, shell, isWrapped);
    private byte[]? _shown;

    public ShellLineReader Shell => shell;

    /// <summary>Waits until the shell waits for a line. False when its run has ended.</summary>
    public async Task<bool> UntilFreeAsync(CancellationToken cancellationToken)
    {
        var (end, since) = (live.Ring.End, time.GetTimestamp());
        while (!live.Ended.IsCompleted)
        {
            if (live.Ring.End != end) (end, since) = (live.Ring.End, time.GetTimestamp());
            var isQuiet = time.GetElapsedTime(since) >= Quiet;
            if (_prompt.IsShown(isQuiet, null))
            {
                _shown = _prompt.IsSure ? null : _prompt.Tail();
                return true;
            }

            await WaitAsync(isQuiet ? end : null, isQuiet ? LookAgain : Glance, cancellationToken);
        }

        return false;
    }

    /// <summary>
    /// How the command ended: as its marker says; or without an exit code when the shell waits for a line again and no
    /// marker came, or when the shell has ended.
    /// </summary>
    public async Task<CommandResult> UntilEndAsync(OpenCommand command, CancellationToken cancellationToken)
    {
        var markers = new ShellLineMarkers(command.Id);
        var buffer = new byte[ReadBytes];
        var (next, since) = (command.Offset, time.GetTimestamp());
        while (true)
        {
            var hasEnded = live.Ended.IsCompleted;
            var before = next;
            while (Read(ref next, buffer, markers))
                if (markers.To is { } to)
                    return new(markers.ExitCode, null, markers.From ?? command.Offset, to, Elapsed(command));
            if (hasEnded) return Without("session_ended");
            if (next != before) since = time.GetTimestamp();
            var quiet = time.GetElapsedTime(since);
            var needed = markers.From is null ? Patience : Doubt;
            if (quiet >= needed && _prompt.IsShown(true, _shown) && live.Ring.End == next)
                return Without(markers.From is null ? "not_taken" : "interrupted");
            // Of a flood much is taken at once.
            var isFlood = next - before >= ReadBytes;
            await WaitAsync(
                isFlood ? null : next,
                isFlood ? Glance : quiet >= needed ? LookAgain : needed - quiet,
                cancellationToken);
        }

        CommandResult Without(string reason) =>
            new(null, reason, markers.From ?? command.Offset, next, Elapsed(command));
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
            // The run ended, and its ring was closed in this moment.
            return false;
        }
    }

    private long Elapsed(OpenCommand command) =>
        Math.Max(0, (long)(time.GetUtcNow() - command.StartedAt!.Value).TotalMilliseconds);

    /// <summary>Waits so long, or until the run ends, or until there is output at an offset.</summary>
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
