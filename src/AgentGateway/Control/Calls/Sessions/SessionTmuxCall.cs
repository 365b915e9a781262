using System.Text.Json.Nodes;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary><c>session_tmux</c> (session_id): where a person's own tmux finds the session.</summary>
internal sealed class SessionTmuxCall(SessionService sessions, string socket) : ControlCall
{
    public override string Name => "session_tmux";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var found = await sessions.GetAsync(request.Text("session_id") ?? "", cancellationToken);
        if (found.IsRejected(out var rejection)) return ToolAnswer.Refuse(rejection);
        var session = found.Value.Session;
        if (session.Backend != "tmux")
            return ToolAnswer.Refuse(new(
                "not_in_tmux",
                $"The session runs on the backend {session.Backend}, so tmux does not know it.",
                "Attach without --tmux, or create sessions with --backend tmux."));
        if (session.State is not ("running" or "stopping"))
            return ToolAnswer.Refuse(new(
                "session_ended",
                $"The session has {session.State}.",
                "See what it printed with `agw session output`, or start it again with `agw session restart`."));
        return new(new JsonObject { ["socket"] = socket, ["target"] = session.Id }.ToJsonString());
    }
}
