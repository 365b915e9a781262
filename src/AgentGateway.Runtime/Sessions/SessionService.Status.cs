using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What sessions are doing, what happened to them, and what their own hooks say.</summary>
public sealed partial class SessionService
{
    private const int HookBytesMax = 64 * 1024;
    private const int HookDetailMax = 200;
    private const int EventsPage = 500;
    private const int EventsMax = 500;
    private const int SnapshotsMax = 50;
    private const int ReasonMax = 100;

    public Task<Outcome<ExplainView>> ExplainAsync(string session, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found))
            return Task.FromResult<Outcome<ExplainView>>(refused);
        if (_parts.Terminals.Lives.Find(found.Id) is not { } live || found.HasEnded)
        {
            var status = SessionViewWriter.Status(found, null);
            return Task.FromResult<Outcome<ExplainView>>(
                new ExplainView(
                    found.Id.Value, status, [], $"{status.Value}: {status.Reason ?? "nothing was seen yet"}"));
        }

        var estimate = live.Status.Judge();
        return Task.FromResult<Outcome<ExplainView>>(new ExplainView(
            found.Id.Value,
            SessionViewWriter.Of(estimate),
            [.. estimate.Weighed.Select(each => new EvidenceView(
                ViewWriter.Word(each.Evidence.Source), StatusNames.Of(each.Evidence.Status), each.Evidence.Reason,
                    Math.Round(each.Weight, 3), each.Evidence.At, Math.Round(each.Age.TotalSeconds, 1)))],
            estimate.Explain()));
    }

    /// <summary>What happened to it, with its snapshots; of a long life the newest of both.</summary>
    public async Task<Outcome<SessionHistoryView>> HistoryAsync(string session, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var events = new Queue<SessionEventView>();
        var snapshots = new Queue<SnapshotView>();
        for (long version = 0; ;)
        {
            var page = await _parts.Around.Journal.ReadStreamAsync(
                SessionDispatcher.StreamOf(found.Id), version, EventsPage, cancellationToken);
            if (page.Count == 0) break;
            foreach (var stored in page.Where(stored => stored.Payload is not null))
            {
                var recorded = SnapshotCodec.Read(SessionStream.Kind, stored);
                if (recorded.Event is SessionSnapshotTaken taken)
                    Keep(snapshots, new(
                        recorded.At,
                        taken.Reason,
                        taken.Offset,
                        taken.Screen,
                        taken.Directory,
                        taken.GitBranch,
                        taken.GitState), SnapshotsMax);
                Keep(events, new(recorded.At, stored.Type, recorded.Actor, SessionWords.Of(recorded.Event)), EventsMax);
            }

            version = page[^1].Version;
        }

        return new SessionHistoryView(found.Id.Value, [.. events], [.. snapshots]);
    }

    /// <summary>Takes a snapshot now.</summary>
    public async Task<Outcome<SnapshotView>> SnapshotAsync(
        Caller caller, string session, string? reason, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        if (found.HasEnded || _parts.Terminals.Lives.Find(found.Id) is not { } live)
            return SessionRejections.Ended(found.Label);
        var why = string.IsNullOrWhiteSpace(reason) ? $"asked for by {caller.Principal.Name}" : reason.Trim();
        var taken = await _parts.Terminals.Services.Snapshots.TakeAsync(
            live, why.Length <= ReasonMax ? why : why[..ReasonMax], cancellationToken);
        if (taken.IsRejected(out refused, out var receipt)) return refused;
        var recorded = receipt.Events[^1];
        var e = (SessionSnapshotTaken)recorded.Event;
        return new SnapshotView(recorded.At, e.Reason, e.Offset, e.Screen, e.Directory, e.GitBranch, e.GitState);
    }

    /// <summary>
    /// What one of the session's own hooks says. Refused with <c>hook_refused</c> unless the token is that session's,
    /// with <c>rate_limited</c> when it is too much.
    /// </summary>
    /// <param name="body">The hook's JSON, at most 64 KiB.</param>
    public Task<Outcome<SessionStatusView>> HookAsync(
        string session, string token, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Task.FromResult(Hook(session, token, body));

    /// <summary>
    /// Whether that process descends from one of our sessions, or shares its terminal session or process namespace.
    /// </summary>
    public bool IsInsideSession(int processId) => ProcessMembership.IsInside(
        processId,
        [.. Registry.All.Where(
            session => session.Active?.Child is not null).Select(session => session.Active!.Child!.ToIdentity())],
        SessionLauncher.MarkName,
        mark => Registry.Find(new Domain.Ids.SessionId(mark)) is not null);

    private static void Keep<T>(Queue<T> queue, T value, int most)
    {
        if (queue.Count == most) queue.Dequeue();
        queue.Enqueue(value);
    }

    private Outcome<SessionStatusView> Hook(string session, string token, ReadOnlyMemory<byte> body)
    {
        // A session that does not exist looks like a wrong token: ids are not to be tried out here.
        if (_parts.Places.Directory.Length == 0
            || Registry.Find(new Domain.Ids.SessionId(session)) is not { } found
            || !_parts.Terminals.Vault.IsHookToken(found.Id, found.Run, token)) return SessionErrors.HookRefused;
        if (_parts.Terminals.Lives.Find(found.Id) is not { } live) return SessionRejections.Ended(found.Label);
        if (!live.Status.TakeHook()) return SessionErrors.RateLimited;
        if (body.Length > HookBytesMax) return SessionErrors.HookInvalid($"it has {body.Length} bytes");
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return SessionErrors.HookInvalid("it is not a JSON object");
            var name = Text(json.RootElement, "hook_event_name") ?? Text(json.RootElement, "type");
            if (name is null) return SessionErrors.HookInvalid("it names neither hook_event_name nor type");
            var detail = Text(json.RootElement, "notification_type")
                ?? Text(json.RootElement, "error")
                ?? Text(json.RootElement, "message");
            if (HookEvidence.Of(name, detail, _parts.Time.GetUtcNow()) is { } evidence)
                live.Status.Hook(evidence with { Reason = live.Redact(evidence.Reason) });
            return SessionViewWriter.Of(live.Status.Judge());
        }
        catch (JsonException failure)
        {
            return SessionErrors.HookInvalid(failure.Message);
        }
    }

    /// <summary>A short text without controls; whatever else stands there is none.</summary>
    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        var text = string.Concat(value.GetString()!.Where(character => !char.IsControl(character)));
        return text.Length <= HookDetailMax ? text : text[..HookDetailMax];
    }
}
