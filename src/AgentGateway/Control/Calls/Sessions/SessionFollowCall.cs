using System.Text.Json;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary>
/// <c>session_follow</c> (session_id, offset): raw output as progress from that place on, until the session has ended and all of it was told.
/// </summary>
internal sealed class SessionFollowCall(SessionService sessions) : ControlCall
{
    private const int BytesAtOnce = 64 * 1024;

    public override string Name => "session_follow";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var found = await sessions.GetAsync(request.Text("session_id") ?? "", cancellationToken);
        if (found.IsRejected(out var rejection)) return ToolAnswer.Refuse(rejection);
        var id = found.Value.SessionId;
        var offset = request.Number("offset");
        await using var changes = sessions.ChangesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            // Listening begins before reading, so that nothing which comes between the two goes unnoticed.
            var change = changes.MoveNextAsync().AsTask();
            while (true)
            {
                var read = await sessions.OutputAsync(new(id, offset, BytesAtOnce, "raw"), cancellationToken);
                if (read.IsRejected(out rejection)) return ToolAnswer.Refuse(rejection);
                var output = read.Value;
                var isEmpty = output.NextOffset <= output.Offset;
                offset = output.NextOffset;
                if (!isEmpty) await request.Progress(JsonSerializer.SerializeToUtf8Bytes(output, ViewJson.Plain.OutputView), cancellationToken);
                else if (output.Ended) return new(JsonSerializer.Serialize(output, ViewJson.Plain.OutputView));
                else break;
            }

            while (await change && changes.Current.SessionId != id) change = changes.MoveNextAsync().AsTask();
        }
    }
}
