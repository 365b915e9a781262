using System.Buffers;
using AgentGateway.Domain;
using AgentGateway.Events;
using AgentGateway.Runtime.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentGateway.Http;

/// <summary>
/// <c>GET /events</c>: the journal as server-sent events, from <c>Last-Event-ID</c> or <c>?after=</c> on, of the
/// streams that <c>?stream=</c> names. Resuming with the last id that was received loses nothing and repeats nothing.
/// </summary>
internal sealed class EventsEndpoint(EventFeed feed)
{
    private const int StreamsMax = 32;
    private const int BytesPerFlush = 32 * 1024;

    private static readonly string[] Parameters = ["after", "stream"];

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var unknown = request.Query.Keys.FirstOrDefault(key => !Parameters.Contains(key));
        if (unknown is not null)
        {
            await HttpErrors.WriteAsync(context, StatusCodes.Status400BadRequest,
                new("unknown_argument", $"/events knows no parameter \"{unknown}\".", "It knows: after, stream."));
            return;
        }

        // The header wins: a browser that reconnects sends it with the address that it was given at first.
        var cursor = request.Headers["Last-Event-ID"] is { Count: > 0 } last
            ? last.ToString()
            : request.Query["after"].ToString();
        var streams = request.Query["stream"].OfType<string>().Where(stream => stream.Length > 0).ToList();
        if (Cursor.ReadPosition(cursor, feed.Journal).IsRejected(out var rejection)
            || (rejection = Refuse(streams)) is not null)
        {
            var status = rejection.Code == "cursor_unknown"
                ? StatusCodes.Status409Conflict
                : StatusCodes.Status400BadRequest;
            await HttpErrors.WriteAsync(context, status, rejection);
            return;
        }

        await StreamAsync(context, Cursor.ReadPosition(cursor, feed.Journal).Value, new(streams));
    }

    private async Task StreamAsync(HttpContext context, long after, EventFilter filter)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var writer = context.Response.BodyWriter;
        var cancellationToken = context.RequestAborted;
        using var follower = feed.Follow(after);
        try
        {
            // Headers at once, so that a client knows that it is heard.
            writer.Write(": connected\n\n"u8);
            await writer.FlushAsync(cancellationToken);
            while (await follower.NextAsync(wait: true, cancellationToken) is { } frames)
            {
                var unflushed = 0;
                foreach (var frame in frames)
                {
                    if (!filter.Wants(frame.Stream)) continue;
                    writer.Write(frame.Bytes);
                    unflushed += frame.Bytes.Length;
                    if (unflushed < BytesPerFlush) continue;
                    await writer.FlushAsync(cancellationToken);
                    unflushed = 0;
                }

                if (frames.Count == 0) writer.Write(": heartbeat\n\n"u8);
                if (unflushed > 0 || frames.Count == 0) await writer.FlushAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The follower left.
        }
        catch (JournalUnavailableException)
        {
            // The stream ends; the follower comes back with its last id and is told why it must wait.
        }
    }

    private static Rejection? Refuse(List<string> streams) =>
        streams.Count > StreamsMax
            ? new(
                "too_many_streams",
                $"{streams.Count} streams were named; {StreamsMax} are allowed.",
                "Name fewer, or a kind: thread/")
            : streams.Find(stream => !stream.Contains('/')) is { } bad
                ? new(
                    "invalid_argument",
                    $"\"{bad}\" is no stream.",
                    "Name one stream (thread/thr_…) or a kind (thread/).")
                : null;
}
