namespace AgentGateway.Terminal.Output;

/// <summary>Writes what a session's rings still hold as an asciicast.</summary>
public static class CastExport
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>
    /// Writes everything up to the present end; memory does not grow with it. Where the ring has lost bytes or no
    /// daemon recorded, a marker says so.
    /// </summary>
    public static async Task WriteAsync(
        IOutputReader output, OutputTimeline timeline, IReadOnlyList<Backends.OutputGap> gaps, string? title,
        Stream stream, CancellationToken cancellationToken)
    {
        var writer = new CastWriter(stream);
        var end = output.End;
        var entries = timeline.Read().ToList();
        var first = entries.FirstOrDefault();
        var (columns, rows) = (first.Columns > 0 ? first.Columns : 80, first.Rows > 0 ? first.Rows : 24);
        await writer.WriteHeaderAsync(columns, rows, first.At, title, cancellationToken);
        var buffer = new byte[PieceBytes];
        var markers = new OwnMarkerRemover();
        var (next, latest) = (0L, TimeSpan.Zero);
        for (var at = 0; at < entries.Count; at++)
        {
            var entry = entries[at];
            var time = entry.At > first.At ? entry.At - first.At : TimeSpan.Zero;
            if (at > 0 && (entry.Columns != entries[at - 1].Columns || entry.Rows != entries[at - 1].Rows))
                await writer.WriteResizeAsync(time, entry.Columns, entry.Rows, cancellationToken);
            latest = time;
            var stop = at + 1 < entries.Count ? entries[at + 1].Offset : end;
            foreach (var gap in gaps.Where(gap => gap.Offset >= entry.Offset && gap.Offset < stop))
                await writer.WriteMarkerAsync(time, "output is missing: " + gap.Reason, cancellationToken);
            next = Math.Max(next, entry.Offset);
            while (next < stop)
            {
                var read = output.Read(next, buffer.AsSpan(0, (int)Math.Min(PieceBytes, stop - next)));
                if (read.Dropped > 0)
                    await writer.WriteMarkerAsync(time, $"{read.Dropped} bytes are no longer kept", cancellationToken);
                if (read.Count == 0) break;
                await writer.WriteOutputAsync(
                    time, markers.Feed(buffer.AsSpan(0, read.Count)), cancellationToken);
                next = read.NextOffset;
            }
        }

        await writer.WriteOutputAsync(latest, markers.End(), cancellationToken);
    }
}
