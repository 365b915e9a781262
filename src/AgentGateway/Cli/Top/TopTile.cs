using AgentGateway.Cli.Verbs.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Top;

/// <summary>A session as the grid shows it.</summary>
/// <param name="Since">When its present life began or ended.</param>
/// <param name="Lines">Its screen.</param>
internal sealed record TopTile(
    string Id, string Name, string Status, string Agent, DateTimeOffset Since, bool IsAlive,
        IReadOnlyList<string> Lines)
{
    public FrameStyle Style => Status switch
    {
        "working" or "running" or "starting" => FrameStyle.Busy,
        "needs-approval" or "trust" or "question" => FrameStyle.Calls,
        "auth-dead" or "quota-exhausted" or "error" or "failed" or "orphaned" => FrameStyle.Broken,
        _ => IsAlive ? FrameStyle.Bold : FrameStyle.Dim,
    };

    public static TopTile Of(SessionRowView session, IReadOnlyList<string> lines) => new(
        session.Id,
        session.Name is { Length: > 0 } name ? name : session.Id,
        SessionVerbs.Status(session),
        session.Agent ?? session.Program ?? "",
        session.Since,
        session.State is "created" or "starting" or "running" or "stopping",
        lines);
}
