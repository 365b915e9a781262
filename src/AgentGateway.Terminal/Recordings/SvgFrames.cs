using System.Globalization;
using System.Text;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Terminal.Recordings;

/// <summary>
/// What a recording shows and for how long: what is printed within a moment is one frame, a pause is cut to two seconds,
/// and the last frame stays for three.
/// </summary>
internal sealed class SvgFrames
{
    /// <summary>A picture of more would be too large for the places in which one is shown.</summary>
    public const int Max = 1500;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EndPause = TimeSpan.FromSeconds(3);

    private readonly List<SvgFrame> _frames = [];

    /// <summary>The frames in their order; each lasts until the next.</summary>
    public IReadOnlyList<SvgFrame> All => _frames;

    /// <summary>How long all of it takes.</summary>
    public TimeSpan Length { get; private set; } = EndPause;

    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Plays the recording.</summary>
    /// <returns>False when it has too many frames.</returns>
    public async Task<bool> ReadAsync(CastReader cast, CastHeader header, CancellationToken cancellationToken)
    {
        (Columns, Rows) = (header.Columns, header.Rows);
        var screen = new TerminalScreen(Columns, Rows);
        var (shownAt, changedAt) = (TimeSpan.Zero, (TimeSpan?)null);
        while (await cast.ReadAsync(cancellationToken) is { } next)
        {
            if (changedAt is { } changed && next.At - changed > Moment)
            {
                shownAt = Show(screen, shownAt, changed);
                changedAt = null;
                if (_frames.Count > Max) return false;
            }

            if (!Apply(screen, next)) continue;
            changedAt ??= next.At;
        }

        if (changedAt is { } last) Show(screen, shownAt, last);
        return _frames.Count is > 0 and <= Max;
    }

    private bool Apply(TerminalScreen screen, CastEvent next)
    {
        if (next.Code == "o")
        {
            screen.Feed(Encoding.UTF8.GetBytes(next.Data));
            return true;
        }

        if (next.Code != "r") return false;
        var sides = next.Data.Split('x');
        var (columns, rows) = (
            int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[1], CultureInfo.InvariantCulture));
        screen.Resize(columns, rows);
        (Columns, Rows) = (Math.Max(Columns, columns), Math.Max(Rows, rows));
        return true;
    }

    /// <summary>Adds the screen as a frame, unless it looks like the one before.</summary>
    /// <param name="before">When the last frame came, in the recording.</param>
    /// <returns>When this one came.</returns>
    private TimeSpan Show(TerminalScreen screen, TimeSpan before, TimeSpan at)
    {
        var cursor = screen.Cursor;
        var frame = new SvgFrame(
            TimeSpan.Zero, screen.RenderRuns(), cursor.Visible ? (cursor.X, cursor.Y) : null);
        if (_frames is [.., var last] && last.LooksLike(frame)) return before;
        var pause = _frames.Count == 0 ? TimeSpan.Zero : at - before < PauseMax ? at - before : PauseMax;
        Length += pause;
        _frames.Add(frame with { At = Length - EndPause });
        return at;
    }
}
