using System.Text.Json;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls;

/// <summary>
/// <c>thread_follow</c> (thread_id, standing): the thread's live output as progress, without an end. With standing the
/// first piece says that it is followed from now on, so that nothing is missed by one who reads the thread then.
/// </summary>
internal sealed class ThreadFollowCall(ThreadService threads) : ControlCall
{
    public override string Name => "thread_follow";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var id = request.Text("thread_id") ?? "";
        if ((await threads.GetAsync(id, cancellationToken)).IsRejected(out var rejection))
            return ToolAnswer.Refuse(rejection);
        await foreach (var progress in threads.FollowAsync(id, request.Flag("standing"), cancellationToken))
            await request.Progress(
                JsonSerializer.SerializeToUtf8Bytes(progress, ViewJson.Plain.TurnProgress), cancellationToken);
        return new("{}");
    }
}
