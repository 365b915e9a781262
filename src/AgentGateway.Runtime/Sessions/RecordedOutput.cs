using AgentGateway.Domain.Sessions;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The recorded output of a session: while it runs the ring that is being written, afterwards the complete ring on the
/// disk. A session that has printed nothing yet has no ring.
/// </summary>
internal sealed class RecordedOutput : IDisposable
{
    private const int ReadBytes = 64 * 1024;

    private readonly SessionFolder? _folder;
    private readonly IDisposable? _hold;

    /// <param name="secrets">Finds what must not be seen.</param>
    /// <param name="folder">Null for a ring that a live session owns.</param>
    /// <param name="hold">Keeps the ring of a live session open.</param>
    public RecordedOutput(
        OutputRing? ring, Func<SecretMatcher> secrets, SessionFolder? folder, IDisposable? hold = null)
    {
        (Ring, Secrets, _folder, _hold) = (ring, secrets, folder, hold);
        Output = ring is null ? null : new(ring, secrets);
    }

    /// <summary>
    /// As it was printed, for screens and for the person at the local command line who asks for it. Null where nothing
    /// was printed yet.
    /// </summary>
    public OutputRing? Ring { get; }

    /// <summary>The same without secrets: for all other readers.</summary>
    public RedactedOutput? Output { get; }

    /// <summary>Finds what must not be seen of this session.</summary>
    public Func<SecretMatcher> Secrets { get; }

    /// <summary>The screen as the last run left it, from its output as far as that is kept.</summary>
    public TerminalScreen Replay(TerminalSession session, CancellationToken cancellationToken)
    {
        if (Ring is null || _folder is null) return Blank(session);
        if (_folder.SavedScreen(session.Run) is { } saved) return SavedScreen.Read(saved);
        using var timeline = _folder.OpenTimeline();
        return Replay(Ring, timeline, session, cancellationToken);
    }

    /// <summary>The screen before anything was printed.</summary>
    public static TerminalScreen Blank(TerminalSession session)
    {
        var screen = new TerminalScreen(session.Spec!.Columns, session.Spec.Rows);
        // A terminal begins a line anew where a program only ends it; a pipe leaves that to the reader.
        if (session.Spec.Separate) screen.Feed("\e[20h"u8);
        return screen;
    }

    /// <summary>
    /// Feeds the recorded output of a session's run to a screen, which gets the sizes that the terminal had.
    /// </summary>
    public static TerminalScreen Replay(
        OutputRing ring, OutputTimeline timeline, TerminalSession session, CancellationToken cancellationToken)
    {
        var screen = Blank(session);
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
