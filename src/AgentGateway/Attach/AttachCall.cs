using System.Text.Json.Nodes;
using AgentGateway.Control;
using AgentGateway.Domain;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Attach;

/// <summary>
/// <c>attach</c> (session_id, read_only, columns, rows): the real terminal of a session over this connection, as
/// <see cref="AttachFrame"/>s.
/// </summary>
internal sealed class AttachCall(SessionService sessions) : FramedCall
{
    public override string Name => "attach";

    public override async Task<Outcome<Conversation>> OpenAsync(
        ControlRequest request, CancellationToken cancellationToken)
    {
        var named = request.Text("session_id") ?? "";
        var isReadOnly = request.Flag("read_only");
        var found = await sessions.GetAsync(named, cancellationToken);
        if (found.IsRejected(out var rejection)) return rejection;
        var session = found.Value.Session;
        // The size comes first, so that the screen is painted as the program draws it for that size. A read-only person
        // changes none.
        if (!isReadOnly && request.Number("columns") is { } columns && request.Number("rows") is { } rows
            && (await sessions.ResizeAsync(
                request.Caller,
                session.Id,
                int.CreateSaturating(columns),
                int.CreateSaturating(rows),
                cancellationToken)).IsRejected(out rejection)) return rejection;
        var attached = await sessions.AttachAsync(request.Caller, session.Id, isReadOnly, cancellationToken);
        if (attached.IsRejected(out rejection)) return rejection;
        var answer = new JsonObject
        {
            ["session_id"] = session.Id, ["name"] = session.Name, ["backend"] = session.Backend,
            ["read_only"] = isReadOnly,
        };
        return new AttachConversation(
            answer.ToJsonString(), attached.Value, isReadOnly, token => WhyEndedAsync(session.Id, token));
    }

    /// <summary>A sentence for the person.</summary>
    private async Task<string> WhyEndedAsync(string session, CancellationToken cancellationToken)
    {
        var found = await sessions.GetAsync(session, cancellationToken);
        if (found.IsRejected(out _)) return "The session was removed.";
        var view = found.Value.Session;
        return view switch
        {
            { Failure: { } failure } => $"The session has {view.State}: {failure.Message}",
            { Exit.Code: { } code } => $"The session has ended with exit code {code}.",
            { Exit.Signal: { } signal } => $"The session was ended by signal {signal}.",
            _ => "The session has ended.",
        };
    }
}
