using System.Text;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary><c>session_changes</c>: which sessions changed, as progress, without an end.</summary>
internal sealed class SessionChangesCall(SessionChangeFeed feed) : ControlCall
{
    public override string Name => "session_changes";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        await using var changes = feed.FollowAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = changes.MoveNextAsync().AsTask();
        // From here on nothing is missed, so this is when to look at everything once.
        await request.Progress("""{"listed":true}"""u8.ToArray(), cancellationToken);
        for (; await next; next = changes.MoveNextAsync().AsTask())
            await request.Progress(Line(changes.Current), cancellationToken);
        return new("{}");
    }

    private static byte[] Line(SessionChange change) => Encoding.UTF8.GetBytes(
        $$"""{"session_id":"{{change.SessionId}}","listed":"""
        + $$"""{{Json(change.Listed)}},"printed":{{Json(change.Printed)}}}""");

    private static string Json(bool value) => value ? "true" : "false";
}
