using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The output of a session that may live or not: the ring that is being written, or the one on the disk, which then is
/// complete. A session that printed nothing yet has none.
/// </summary>
internal sealed class KeptOutput : IDisposable
{
    private const int ReadBytes = 64 * 1024;

    private readonly SessionFolder? _folder;
    private readonly IDisposable? _hold;

    private KeptOutput(
        OutputRing? ring, SessionFolder? folder, IDisposable? hold = null) =>
            (Ring, _folder, _hold) = (ring, folder, hold);

    public OutputRing? Ring { get; }

    /// <summary>Never fails: damaged output is none.</summary>
    public static KeptOutput Open(SessionParts parts, TerminalSession session)
    {
        // Its run may end while it is read; one that ended in this moment is on the disk.
        if (parts.Terminals.Lives.Find(session.Id) is { } live && live.Ring.Hold() is { } hold)
            return new(live.Ring, null, hold);
        var folder = new SessionFolder(parts.Places, session.Id);
        if (!folder.HasOutput) return new(null, folder);
        try
        {
            var ring = folder.OpenRing(parts.Options.RingBytes);
            ring.Complete();
            return new(ring, folder);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new(null, folder);
        }
    }

    /// <summary>The screen as the last run left it, from its output as far as that is kept.</summary>
    public TerminalScreen Replay(TerminalSession session, CancellationToken cancellationToken)
    {
        if (Ring is null || _folder is null) return new(session.Spec!.Columns, session.Spec.Rows);
        if (_folder.KeptScreen(session.Run) is { } kept) return KeptScreen.Read(kept);
        using var timeline = _folder.OpenTimeline();
        return Replay(Ring, timeline, session, cancellationToken);
    }

    /// <summary>
    /// Plays the output of a session's run, as far as it is kept, on a screen that has the sizes that the terminal had.
    /// </summary>
    public static TerminalScreen Replay(
        OutputRing ring, OutputTimeline timeline, TerminalSession session, CancellationToken cancellationToken)
    {
        var screen = new TerminalScreen(session.Spec!.Columns, session.Spec.Rows);
        var sizes = new Queue<TimelineEntry>(
            timeline.Read().Where(entry => entry.Offset >= session.RunOffset && entry.Columns > 0));
        if (sizes.TryPeek(out var first)) screen.Resize(first.Columns, first.Rows);
        var buffer = new byte[ReadBytes];
        for (var next = Math.Max(session.RunOffset, ring.Start); ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (sizes.TryPeek(out var entry) && entry.Offset <= next) Resize(screen, sizes.Dequeue());
            var until = sizes.TryPeek(out var coming) ? coming.Offset - next : ReadBytes;
            var read = ring.Read(next, buffer.AsSpan(0, (int)Math.Min(until, ReadBytes)));
            if (read.Count == 0) break;
            screen.Feed(buffer.AsSpan(0, read.Count));
            next = read.NextOffset;
        }

        while (sizes.TryDequeue(out var last)) Resize(screen, last);
        return screen;
    }

    public void Dispose()
    {
        _hold?.Dispose();
        if (_folder is not null) Ring?.Dispose();
    }

    private static void Resize(TerminalScreen screen, TimelineEntry entry) => screen.Resize(entry.Columns, entry.Rows);
}
