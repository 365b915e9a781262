using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What sessions are doing, with the reasons for it, and what their own hooks report.</summary>
public sealed class SessionStatusService
{
    private const int HookBytesMax = 64 * 1024;
    private const int HookDetailMax = 200;

    private readonly SessionRegistry _registry;
    private readonly LiveSessions _lives;
    private readonly SessionPaths _paths;
    private readonly HookTokens _tokens;
    private readonly TimeProvider _time;

    internal SessionStatusService(
        SessionRegistry registry, LiveSessions lives, SessionPaths paths, HookTokens tokens, TimeProvider time) =>
        (_registry, _lives, _paths, _tokens, _time) = (registry, lives, paths, tokens, time);

    /// <summary>The status of a session, and the evidence that it is estimated from.</summary>
    public Task<Outcome<ExplainView>> ExplainAsync(string session, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found))
            return Task.FromResult<Outcome<ExplainView>>(refused);
        if (_lives.Find(found.Id) is not { } live || found.HasEnded)
        {
            var status = SessionViewWriter.Status(found, null);
            return Task.FromResult<Outcome<ExplainView>>(
                new ExplainView(
                    found.Id.Value, status, [], $"{status.Value}: {status.Reason ?? "nothing was seen yet"}"));
        }

        var estimate = live.Status.Estimate();
        return Task.FromResult<Outcome<ExplainView>>(new ExplainView(
            found.Id.Value,
            SessionViewWriter.Of(estimate),
            [
                .. estimate.Weighed.Select(each => new EvidenceView(
                    ViewWriter.Word(each.Evidence.Source),
                    StatusNames.Of(each.Evidence.Status),
                    each.Evidence.Reason,
                    Math.Round(each.Weight, 3),
                    each.Evidence.At,
                    Math.Round(each.Age.TotalSeconds, 1),
                    each.Evidence.Rule)),
            ],
            estimate.Explain()));
    }

    /// <summary>Whether that is the secret of the session's hooks.</summary>
    public bool IsSecret(string session, string token) =>
        _paths.Directory.Length > 0
        && _registry.Find(new SessionId(session)) is { } found
        && _tokens.IsValid(found.Id, found.Run, token);

    /// <summary>
    /// Takes the report of a hook that runs inside of the session. Refused with <c>hook_refused</c> when the token is
    /// not that session's, and with <c>rate_limited</c> when reports come too fast.
    /// </summary>
    /// <param name="body">The hook's JSON, at most 64 KiB.</param>
    public Task<Outcome<SessionStatusView>> HookAsync(
        string session, string token, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Task.FromResult(Hook(session, token, body));

    private Outcome<SessionStatusView> Hook(string session, string token, ReadOnlyMemory<byte> body)
    {
        // An unknown session is refused like a wrong token, so that this does not tell which ids exist.
        if (!IsSecret(session, token) || _registry.Find(new SessionId(session)) is not { } found)
            return SessionErrors.HookRefused;
        if (_lives.Find(found.Id) is not { } live) return SessionRejections.Ended(found.Label);
        if (!live.Status.TakeHook()) return SessionErrors.RateLimited;
        if (body.Length > HookBytesMax) return SessionErrors.HookInvalid($"it has {body.Length} bytes");
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return SessionErrors.HookInvalid("it is not a JSON object");
            var given = Text(json.RootElement, "hook_event_name");
            var name = given ?? Text(json.RootElement, "type");
            if (name is null) return SessionErrors.HookInvalid("it names neither hook_event_name nor type");
            var detail = Text(json.RootElement, "notification_type")
                ?? Text(json.RootElement, "error")
                ?? Text(json.RootElement, "message");
            var report = new HookReport(name, detail, Text(json.RootElement, "tool_name"), Asked(json.RootElement));
            var evidence = HookEvidence.Of(report, _time.GetUtcNow());
            live.Status.HookReported(
                HookEvidence.ProgramOf(isTyped: given is null),
                evidence is null
                    ? null
                    : evidence with
                    {
                        Reason = live.Redact(evidence.Reason),
                        Asked = evidence.Asked is { } asked ? live.Redact(asked) : null,
                    });
            return SessionViewWriter.Of(live.Status.Estimate());
        }
        catch (JsonException failure)
        {
            return SessionErrors.HookInvalid(failure.Message);
        }
        catch (InvalidOperationException)
        {
            return SessionErrors.HookInvalid("a text has half a character in it");
        }
    }

    /// <summary>What a tool is to do, of the arguments that the hook tells.</summary>
    private static string? Asked(JsonElement hook)
    {
        if (!hook.TryGetProperty("tool_input", out var input) || input.ValueKind != JsonValueKind.Object) return null;
        if (input.TryGetProperty("questions", out var questions)
            && questions.ValueKind == JsonValueKind.Array
            && questions.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first)
            return Text(first, "question");
        return Text(input, "command") ?? Text(input, "file_path") ?? Text(input, "url");
    }

    /// <summary>The text of a property, shortened and without control characters; null for anything else.</summary>
    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        var text = string.Concat(value.GetString()!.Where(character => !char.IsControl(character)));
        return text.Length <= HookDetailMax ? text : text[..HookDetailMax];
    }
}
