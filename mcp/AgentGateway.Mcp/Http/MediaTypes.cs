using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// The media types of MCP over HTTP. A client sends JSON and has to accept both JSON and an event stream, because the
/// server chooses one of them for each answer.
/// </summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string EventStream = "text/event-stream";

    private const string Expected = Json + ", " + EventStream;

    /// <summary>The HTTP status and the reason to refuse the request; null to go on.</summary>
    public static (int Status, string Reason)? Refuse(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept != Expected && !(Accepts(request, Json) && Accepts(request, EventStream)))
            return (StatusCodes.Status406NotAcceptable, $"The client has to accept both {Json} and {EventStream}.");
        if (request.ContentType != Json && !IsJson(request.ContentType))
            return (StatusCodes.Status415UnsupportedMediaType, $"The body has to be {Json} in UTF-8.");
        return null;
    }

    public static bool Accepts(HttpRequest request, string type)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return false;
        var wanted = new MediaTypeHeaderValue(type);
        return accepted.Any(range => range.Quality is not 0 && wanted.IsSubsetOf(WithoutParameters(range)));
    }

    private static MediaTypeHeaderValue WithoutParameters(MediaTypeHeaderValue range) => new(range.MediaType);

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue
            || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
