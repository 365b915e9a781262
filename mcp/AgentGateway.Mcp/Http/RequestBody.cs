using System.Buffers;
using AgentGateway.Mcp.Protocol;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Mcp.Http;

/// <summary>Reads a body as one message, never more of it than is permitted.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The message or its fault; null when the request has been answered already, or its client is gone.
    /// </summary>
    public static async ValueTask<ParsedMessage?> ReadAsync(HttpContext http, int bytesMax)
    {
        try
        {
            if (http.Request.ContentLength > bytesMax) return TooLong(http, bytesMax, default);
            var reader = http.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(http.RequestAborted);
                var body = read.Buffer;
                if (body.Length > bytesMax) return TooLong(http, bytesMax, body);
                if (read.IsCompleted)
                {
                    var parsed = body.IsSingleSegment
                        ? MessageParser.Parse(body.FirstSpan)
                        : MessageParser.Parse(body.ToArray());
                    reader.AdvanceTo(body.End);
                    return parsed;
                }
                reader.AdvanceTo(body.Start, body.End);
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLong(http, bytesMax, default);
        }
        catch (Exception exception) when (exception is OperationCanceledException
            or IOException
            or BadHttpRequestException
            or ConnectionAbortedException)
        {
            return null;
        }
    }

    private static ParsedMessage? TooLong(HttpContext http, int bytesMax, ReadOnlySequence<byte> beginning)
    {
        var id = MessageParser.IdOfBeginning(beginning.FirstSpan);
        HttpResponseWriter.WriteFault(http, StatusCodes.Status413PayloadTooLarge, ProtocolFault.TooLong(bytesMax, id));
        return null;
    }
}
