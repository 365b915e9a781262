using AgentGateway.Domain;
using AgentGateway.Events;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Control.Calls;

/// <summary><c>events</c> (after, stream, follow): the journal's events as progress, up to the newest or without an end.</summary>
internal sealed class EventsCall(EventFeed feed) : ControlCall
{
    public override string Name => "events";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var cursor = Cursor.ReadPosition(request.Text("after"), feed.Journal);
        if (cursor.IsRejected(out var rejection)) return ToolAnswer.Refuse(rejection);
        var stream = request.Text("stream");
        if (stream is not null && !stream.Contains('/'))
            return ToolAnswer.Refuse(new Rejection("invalid_argument", $"\"{stream}\" is no stream.", "Name one stream (thread/thr_…) or a kind (thread/)."));
        var filter = new EventFilter(stream is null ? [] : [stream]);
        var follows = request.Flag("follow");
        using var follower = feed.Follow(cursor.Value);
        while (await follower.NextAsync(follows, cancellationToken) is { } frames)
        {
            if (frames.Count == 0 && !follows) break;
            foreach (var frame in frames)
                if (filter.Wants(frame.Stream))
                    await request.Progress(frame.Json, cancellationToken);
        }

        return new($$"""{"position":{{follower.Position}}}""");
    }
}
