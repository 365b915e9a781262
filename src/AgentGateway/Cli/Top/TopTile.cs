using System.Text.Json;
using AgentGateway.Cli.Verbs.Sessions;

namespace AgentGateway.Cli.Top;

/// <summary>A session as the grid shows it.</summary>
/// <param name="Since">When its present life began or ended.</param>
/// <param name="Lines">Its screen.</param>
internal sealed record TopTile(string Id, string Name, string Status, string Agent, DateTimeOffset Since, bool IsAlive, IReadOnlyList<string> Lines)
{
    public FrameStyle Style => Status switch
    {
        "working" or "running" or "starting" => FrameStyle.Busy,
        "needs-approval" or "question" => FrameStyle.Calls,
        "auth-dead" or "quota-exhausted" or "failed" or "orphaned" => FrameStyle.Broken,
        _ => IsAlive ? FrameStyle.Bold : FrameStyle.Dim,
    };

    public static TopTile Of(JsonElement session, IReadOnlyList<string> lines)
    {
        var isAlive = !session.TryGetProperty("ended_at", out var since);
        if (isAlive && !session.TryGetProperty("started_at", out since)) since = session.GetProperty("created_at");
        return new(
            Show.Text(session, "id"),
            Show.Text(session, "name") is { Length: > 0 } name ? name : Show.Text(session, "id"),
            SessionVerbs.Status(session),
            Show.Text(session, "agent"),
            since.GetDateTimeOffset(),
            isAlive,
            lines);
    }
}
