using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary>
/// <c>session_follow</c> (session_id, offset, reveal): raw output as progress from that place on, until the session has ended
/// and all of it was told.
/// </summary>
internal sealed class SessionFollowCall(SessionService sessions, SessionOutput outputs, SessionChangeFeed feed)
    : ControlCall
{
    private const int BytesAtOnce = 64 * 1024;

    public override string Name => "session_follow";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var found = await sessions.GetAsync(request.Text("session_id") ?? "", cancellationToken);
        if (found.IsRejected(out var rejection)) return ToolAnswer.Refuse(rejection);
        var id = found.Value.SessionId;
        var offset = request.Number("offset");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var changes = feed.FollowAsync(ending.Token).GetAsyncEnumerator(ending.Token);
        while (true)
        {
            // Listening begins before reading, so that nothing which comes between the two goes unnoticed.
            var change = changes.MoveNextAsync().AsTask();
            var (end, refused) = await TellAsync(request, id, offset, cancellationToken);
            if (refused is not null || end!.Ended)
            {
                await ending.CancelAsync();
                await ((Task)change).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return refused is not null
                    ? ToolAnswer.Refuse(refused)
                    : new(JsonSerializer.Serialize(end, ViewJson.Plain.OutputView));
            }

            offset = end.NextOffset;
            while (await change && changes.Current.SessionId != id) change = changes.MoveNextAsync().AsTask();
        }
    }

    /// <summary>Tells all that there is, and answers the empty piece behind it.</summary>
    private async Task<(OutputView? End, Rejection? Refused)> TellAsync(
        ControlRequest request, string id, long? offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await outputs.ReadAsync(new(id, offset, BytesAtOnce, "raw", request.Flag("reveal")), cancellationToken);
            if (read.IsRejected(out var rejection, out var output)) return (null, rejection);
            offset = output.NextOffset;
            if (output.NextOffset <= output.Offset) return (output, null);
            await request.Progress(
                JsonSerializer.SerializeToUtf8Bytes(output, ViewJson.Plain.OutputView), cancellationToken);
        }
    }
}
