using System.Buffers;
using AgentGateway.Mcp.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>Writes a response as JSON, or begins it as an event stream.</summary>
internal static class HttpResponseWriter
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>A buffer that keeps its memory on this thread; one that grew large is let go.</summary>
    private const int KeptBytesMax = 256 * 1024;

    /// <summary>The whole response: one message. It is complete when the request ends, without another flush.</summary>
    public static void WriteJson(HttpContext http, JsonRpcMessage message)
    {
        var buffer = _buffer ??= new(4096);
        buffer.ResetWrittenCount();
        WireJson.Serialize(buffer, message);
        var response = http.Response;
        response.ContentType = MediaTypes.Json;
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
        if (buffer.Capacity > KeptBytesMax) _buffer = null;
    }

    public static void WriteFault(HttpContext http, int status, ProtocolFault fault)
    {
        http.Response.StatusCode = status;
        WriteJson(http, fault.ToError());
    }

    /// <summary>2026-07-28 gives some errors an HTTP status of their own; the others are answers like any.</summary>
    public static int StatusOf(JsonRpcMessage message) => message is not JsonRpcError { Error.Code: var code }
        ? StatusCodes.Status200OK
        : (McpErrorCode)code switch
        {
            McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
            McpErrorCode.HeaderMismatch
                or McpErrorCode.MissingRequiredClientCapability
                or McpErrorCode.UnsupportedProtocolVersion =>
                StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status200OK,
        };

    public static void BeginEvents(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentType = MediaTypes.EventStream;
        headers.CacheControl = "no-cache, no-store";
        // Proxies buffer what they think is a page.
        headers["X-Accel-Buffering"] = "no";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }
}
