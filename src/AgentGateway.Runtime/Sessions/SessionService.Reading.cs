using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What sessions show and have printed.</summary>
public sealed partial class SessionService
{
    private const int OutputBytesUsual = 64 * 1024;
    private const int OutputBytesMax = 1024 * 1024;
    private const int ScrollbackMax = 2_000;
    private const int QueryCharactersMax = 1_000;
    private const int HitsUsual = 50;

    public async Task<Outcome<ScreenView>> ScreenAsync(ReadScreen request, CancellationToken cancellationToken)
    {
        if (SessionArguments.OneOf(
            request.Format, "text", "format", "text", "ansi").IsRejected(out var refused, out var format))
            return refused;
        if (request.Scrollback is < 0 or > ScrollbackMax)
            return SessionErrors.Invalid(
                $"scrollback is {request.Scrollback}.", $"Give between 0 and {ScrollbackMax}.");
        if (Registry.Find(request.SessionId).IsRejected(out refused, out var session)) return refused;
        var scrollback = request.Scrollback ?? 0;
        if (_parts.Terminals.Lives.Find(session.Id) is { } live)
            return live.Look((screen, offset) => ViewOf(session, screen, offset, format, scrollback));
        // Some megabytes may have to be played again.
        return await Task.Run(
            () =>
            {
                using var kept = KeptOutput.Open(_parts, session);
                return ViewOf(
                    session, kept.Replay(session, cancellationToken), kept.Ring?.End ?? 0, format, scrollback);
            }, cancellationToken);
    }

    public Task<Outcome<OutputView>> OutputAsync(ReadOutput request, CancellationToken cancellationToken)
    {
        if (SessionArguments.OneOf(
            request.Format, "text", "format", "text", "raw").IsRejected(out var refused, out var format))
            return Task.FromResult<Outcome<OutputView>>(refused);
        if (request.MaxBytes is < 1)
            return Task.FromResult<Outcome<OutputView>>(
                SessionErrors.Invalid($"max_bytes is {request.MaxBytes}.", $"Give between 1 and {OutputBytesMax}."));
        if (Registry.Find(request.SessionId).IsRejected(out refused, out var session))
            return Task.FromResult<Outcome<OutputView>>(refused);
        var count = Math.Min(request.MaxBytes ?? OutputBytesUsual, OutputBytesMax);
        return Task.FromResult<Outcome<OutputView>>(
            Reading(session, ring => ReadOutputOf(session, ring, request.Offset, count, isText: format == "text")));
    }

    public async Task<Outcome<OutputSearchView>> SearchAsync(SearchOutput request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
            return new Rejection(
                "empty_query", "The query is empty.", "Give words to look for; \"quoted words\" must stand together.");
        if (request.Query.Length > QueryCharactersMax)
            return new Rejection(
                "query_too_long",
                $"The query has {request.Query.Length} characters; {QueryCharactersMax} are allowed.",
                "Look for fewer words.");
        if (SessionArguments.Since(request.Since, _parts.Time.GetUtcNow()).IsRejected(out var refused, out var since))
            return refused;
        if (SessionArguments.Severity(request.Severity).IsRejected(out refused, out var severity)) return refused;
        if (PageLimit.Read(request.Limit, HitsUsual).IsRejected(out refused, out var limit)) return refused;
        TerminalSession? within = null;
        if (request.SessionId is { } id && Registry.Find(id).IsRejected(out refused, out within)) return refused;
        var index = _parts.Terminals.Services.Index;
        var hits = await index.SearchAsync(new(request.Query, within?.Id, since, severity, limit), cancellationToken);
        return new OutputSearchView([.. hits.Select(hit => new OutputHitView
        {
            SessionId = hit.Session.Value,
            SessionName = Registry.Find(hit.Session)?.Name,
            Agent = hit.Agent,
            Offset = hit.Line.Offset,
            At = hit.Line.At,
            Stream = ViewWriter.Word(hit.Line.Stream),
            Severity = ViewWriter.Word(hit.Line.Severity),
            Text = hit.Line.Text,
            Snippet = hit.Snippet,
        })]);
    }

    /// <summary>Writes what is kept of its output as asciicast v2.</summary>
    public async Task<Outcome<SessionExportView>> ExportCastAsync(
        string session, Stream target, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        using var kept = KeptOutput.Open(_parts, found);
        if (kept.Ring is { } ring)
        {
            using var timeline = new SessionFolder(_parts.Places, found.Id).OpenTimeline();
            await CastExport.WriteAsync(
                ring,
                timeline,
                [.. found.Gaps.Select(gap => new Terminal.Backends.OutputGap(gap.Offset, gap.Reason))],
                found.Label,
                target,
                cancellationToken);
        }

        return new SessionExportView(found.Id.Value, "asciicast-v2");
    }

    private T Reading<T>(TerminalSession session, Func<OutputRing?, T> read)
    {
        using var kept = KeptOutput.Open(_parts, session);
        return read(kept.Ring);
    }

    private static ScreenView ViewOf(
        TerminalSession session, TerminalScreen screen, long offset, string format, int scrollback)
    {
        var cursor = screen.Cursor;
        var links = screen.Links();
        return new()
        {
            SessionId = session.Id.Value,
            Text = format == "ansi" ? screen.RenderAnsi(scrollback) : screen.RenderText(scrollback),
            Columns = screen.Columns,
            Rows = screen.Rows,
            Cursor = new(cursor.X, cursor.Y, cursor.Visible),
            Alternate = screen.AlternateScreen,
            Title = screen.Title,
            Links = links.Count == 0
                ? null
                : [.. links.Select(link => new LinkView(link.Address, link.Row, link.FromColumn, link.ToColumn))],
            Offset = offset,
        };
    }

    private static OutputView ReadOutputOf(
        TerminalSession session, OutputRing? ring, long? asked, int count, bool isText)
    {
        if (ring is null) return new(session.Id.Value, isText ? "" : null, isText ? null : "", 0, 0, 0, session.IsOver);
        var end = ring.End;
        var from = asked switch
        {
            null => Math.Max(ring.Start, end - count),
            < 0 => Math.Max(0, end + asked.Value),
            _ => Math.Min(asked.Value, end),
        };
        var buffer = new byte[count];
        var read = ring.Read(from, buffer);
        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, read.Count);
        var (offset, next) = (read.Offset, read.NextOffset);
        string? text = null;
        if (isText)
        {
            // The end of the output, cut off somewhere, begins with a whole line.
            if (asked is null && offset > ring.Start && bytes.IndexOf((byte)'\n') is >= 0 and var line)
            {
                offset += line + 1;
                bytes = bytes[(line + 1)..];
            }

            text = PlainText.Of(bytes, isLast: ring.IsComplete && next >= end, out var used);
            next = offset + used;
        }

        return new(
            session.Id.Value, text, isText
                ? null
                : Convert.ToBase64String(bytes), offset, next, read.Dropped, session.IsOver && next >= end);
    }
}
