using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Reads the screens and the recorded output of sessions.</summary>
public sealed class SessionOutput
{
    private const int DefaultOutputBytes = 64 * 1024;
    private const int OutputBytesMax = 1024 * 1024;
    private const int ScrollbackMax = 2_000;
    private const int QueryCharactersMax = 1_000;
    private const int DefaultHits = 50;

    private static readonly SecretMatcher None = SecretMatcher.None;

    private readonly SessionRegistry _registry;
    private readonly LiveSessions _lives;
    private readonly RecordedOutputs _outputs;
    private readonly SessionLists _lists;
    private readonly IOutputIndex _index;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;

    internal SessionOutput(
        SessionRegistry registry,
        LiveSessions lives,
        RecordedOutputs outputs,
        SessionLists lists,
        IOutputIndex index,
        IJournal journal,
        TimeProvider time)
    {
        (_registry, _lives, _outputs, _lists) = (registry, lives, outputs, lists);
        (_index, _journal, _time) = (index, journal, time);
    }

    /// <summary>What the terminal shows; of a session that has ended, what it showed last.</summary>
    public async Task<Outcome<ScreenView>> ScreenAsync(ReadScreen request, CancellationToken cancellationToken)
    {
        if (SessionArguments.OneOf(
            request.Format, "text", "format", "text", "ansi").IsRejected(out var refused, out _))
            return refused;
        if (request.Scrollback is < 0 or > ScrollbackMax)
            return SessionErrors.Invalid(
                $"scrollback is {request.Scrollback}.", $"Give between 0 and {ScrollbackMax}.");
        if (_registry.Find(request.SessionId).IsRejected(out refused, out var session)) return refused;
        if (_lives.Find(session.Id) is { } live)
            return live.ReadScreen(
                (screen, offset) => ViewOf(session, screen, offset, request, request.Reveal ? None : live.Secrets));
        // The screen may have to be drawn again from megabytes of output.
        return await Task.Run(
            () =>
            {
                using var recorded = _outputs.Open(session);
                return ViewOf(
                    session,
                    recorded.Replay(session, cancellationToken),
                    recorded.Ring?.End ?? 0,
                    request,
                    request.Reveal ? None : recorded.Secrets());
            }, cancellationToken);
    }

    /// <summary>A piece of the output, and the offset where the next piece begins.</summary>
    public Task<Outcome<OutputView>> ReadAsync(ReadOutput request, CancellationToken cancellationToken)
    {
        if (SessionArguments.OneOf(
            request.Format, "text", "format", "text", "raw").IsRejected(out var refused, out var format))
            return Task.FromResult<Outcome<OutputView>>(refused);
        if (request.MaxBytes is < 1)
            return Task.FromResult<Outcome<OutputView>>(
                SessionErrors.Invalid($"max_bytes is {request.MaxBytes}.", $"Give between 1 and {OutputBytesMax}."));
        if (_registry.Find(request.SessionId).IsRejected(out refused, out var session))
            return Task.FromResult<Outcome<OutputView>>(refused);
        var count = Math.Min(request.MaxBytes ?? DefaultOutputBytes, OutputBytesMax);
        return Task.FromResult<Outcome<OutputView>>(
            _outputs.Read(
                session,
                ring => ViewOf(session, ring, request.Offset, count, isText: format == "text"),
                request.Reveal));
    }

    /// <summary>The lines that have the words of a query, page by page, the newest first.</summary>
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
        if (TimeArgument.Past("since", request.Since, _time.GetUtcNow()).IsRejected(out var refused, out var since))
            return refused;
        if (SessionArguments.Severity(request.Severity).IsRejected(out refused, out var severity)) return refused;
        if (PageLimit.Read(request.Limit, DefaultHits).IsRejected(out refused, out var limit)) return refused;
        if (Sessions(request).IsRejected(out refused, out var sessions)) return refused;
        if (Cursor.ReadKey(request.Cursor, _journal).IsRejected(out refused, out var key)) return refused;
        var before = key is null ? null : OutputKey.Read(key);
        if (key is not null && before is null) return Cursor.Unknown;
        var hits = await _index.SearchAsync(
            new(request.Query, sessions, since, severity, limit) { Before = before }, cancellationToken);
        var next = hits.Count == limit ? Cursor.Of(_journal, OutputKey.Of(hits[^1]).ToString()).ToString() : null;
        return new OutputSearchView([.. hits.Select(hit => new OutputHitView
        {
            SessionId = hit.Session.Value,
            SessionName = _registry.Find(hit.Session)?.Name,
            Agent = hit.Agent,
            Offset = hit.Line.Offset,
            At = hit.Line.At,
            Stream = ViewWriter.Word(hit.Line.Stream),
            Severity = ViewWriter.Word(hit.Line.Severity),
            Text = hit.Line.Text,
            Snippet = hit.Snippet,
        })], next);
    }

    /// <summary>The sessions to search; null for all of them.</summary>
    private Outcome<IReadOnlySet<SessionId>?> Sessions(SearchOutput request)
    {
        if (request.Filter.Check() is { } wrong) return wrong;
        if (request.SessionId is null && request.Filter.IsEmpty) return Outcome.Of<IReadOnlySet<SessionId>?>(null);
        var matching = _lists.Matching(request.Filter).Select(session => session.Id).ToHashSet();
        if (request.SessionId is not { } id) return matching;
        if (_registry.Find(id).IsRejected(out var refused, out var within)) return refused;
        matching.IntersectWith([within.Id]);
        return matching;
    }

    /// <summary>Writes the recorded output as asciicast v2.</summary>
    public async Task<Outcome<SessionExportView>> ExportCastAsync(
        string session, Stream target, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        using var recorded = _outputs.Open(found);
        if (recorded.Output is { } ring)
        {
            using var timeline = _outputs.OpenTimeline(found);
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

    private static ScreenView ViewOf(
        TerminalSession session, TerminalScreen screen, long offset, ReadScreen request, SecretMatcher secrets)
    {
        var cursor = screen.Cursor;
        var links = screen.Links();
        return new()
        {
            SessionId = session.Id.Value,
            Text = RedactedScreen.Render(screen, secrets, request.Scrollback ?? 0, request.Format == "ansi"),
            Columns = screen.Columns,
            Rows = screen.Rows,
            Cursor = new(cursor.X, cursor.Y, cursor.Visible),
            Alternate = screen.AlternateScreen,
            Title = secrets.Redact(screen.Title),
            Links = links.Count == 0
                ? null
                : [.. links.Select(link => new LinkView(
                    secrets.Redact(link.Address), link.Row, link.FromColumn, link.ToColumn))],
            Offset = offset,
        };
    }

    private static OutputView ViewOf(
        TerminalSession session, IOutputReader? ring, long? requested, int count, bool isText)
    {
        if (ring is null) return new(session.Id.Value, isText ? "" : null, isText ? null : "", 0, 0, 0, session.IsOver);
        var end = ring.End;
        var from = requested switch
        {
            null => Math.Max(ring.Start, end - count),
            < 0 => Math.Max(0, end + requested.Value),
            _ => Math.Min(requested.Value, end),
        };
        var buffer = new byte[count];
        var read = ring.Read(from, buffer);
        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, read.Count);
        var (offset, next) = (read.Offset, read.NextOffset);
        string? text = null;
        if (isText)
        {
            // The last bytes may begin inside of a line: the answer begins with the next one.
            if (requested is null && offset > ring.Start && bytes.IndexOf((byte)'\n') is >= 0 and var line)
            {
                offset += line + 1;
                bytes = bytes[(line + 1)..];
            }

            text = PlainText.Of(bytes, offset, isLast: ring.IsComplete && next >= end, out var used);
            next = offset + used;
        }

        return new(
            session.Id.Value,
            text,
            isText ? null : Convert.ToBase64String(bytes),
            offset,
            next,
            read.Dropped,
            session.IsOver && next >= end);
    }
}
