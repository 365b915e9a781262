using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// The gate for direct calls: what an MCP connection calls by itself is judged as agent <c>client</c>, or as the agent that its token is
/// bound to; the person at the local command line is held by the floor alone.
/// </summary>
public sealed class DirectGate
{
    private readonly ToolGate _gate;
    private readonly SessionService _sessions;
    private readonly WorkspaceService _workspaces;
    private readonly IIdSource _ids;

    internal DirectGate(ToolGate gate, SessionService sessions, WorkspaceService workspaces, IIdSource ids) =>
        (_gate, _sessions, _workspaces, _ids) = (gate, sessions, workspaces, ids);

    /// <summary>
    /// Null: the call may be made, now and once. Otherwise <c>denied</c>, or <c>approval_required</c> with the approval's id: the same call,
    /// made again once somebody has approved it, runs once.
    /// </summary>
    /// <param name="arguments">As the client sent them, by name.</param>
    /// <param name="asked">The approval that this very call has waited for, if it is made again because of that.</param>
    public async Task<Rejection?> EnterAsync(
        Caller caller, string tool, IEnumerable<KeyValuePair<string, JsonElement>> arguments, string? asked, CancellationToken cancellationToken)
    {
        if (KnownCalls.PlainRisk(tool) is { } risk && (caller.Principal.IsLocal || _gate.AllowsPlainly(caller.Principal.JudgedAs, tool, risk))) return null;
        JsonElement json;
        try
        {
            json = Object(arguments);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new("invalid_argument", $"The arguments cannot be read: {exception.Message}", "Send them again, with whole characters.");
        }

        var facts = KnownCalls.Of(tool, json);
        var asker = new Asker(caller.Principal.JudgedAs, caller.Principal.Name);
        var use = new ToolUse(asker, tool, default, json, await DirectoryAsync(caller, json, cancellationToken), facts, caller.Principal.IsLocal);
        return await _gate.EnterDirectAsync(use, _ids.Next().Id("call", 0), asked, cancellationToken) switch
        {
            GateAnswer.Denied denied => new("denied", denied.Text, "See which rule: agw policy test."),
            GateAnswer.Waiting waiting => new(
                "approval_required",
                $"Somebody has to approve this call first ({waiting.Approval}). {waiting.Why}",
                $"A person approves it (agw approve {waiting.Approval}); then make the same call again.")
            {
                ApprovalId = waiting.Approval.Value,
            },
            _ => null,
        };
    }

    /// <summary>Where the call would work: the session's directory, the workspace's, or the caller's own.</summary>
    private async Task<string?> DirectoryAsync(Caller caller, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (Text(arguments, "session_id") is { } session && !(await _sessions.GetAsync(session, cancellationToken)).IsRejected(out _, out var found))
            return found.Session.Directory;
        return Text(arguments, "workspace") is { } name && _workspaces.Find(name) is { } place ? place.Directory : caller.Workspace;
    }

    private static JsonElement Object(IEnumerable<KeyValuePair<string, JsonElement>> arguments)
    {
        var json = new JsonObject();
        foreach (var (name, value) in arguments) json[name] = value.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(value.GetRawText());
        using var document = CanonicalJson.Parse(json.ToJsonString());
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
