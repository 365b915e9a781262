using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>Reads bodies that have a limit.</summary>
internal static class RequestBody
{
    /// <summary>The body; null when it is longer than that.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        if (request.ContentLength > bytesMax) return null;
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await request.Body.ReadAsync(piece, cancellationToken) is var length and > 0)
        {
            if (body.Length + length > bytesMax) return null;
            body.Write(piece, 0, length);
        }

        return body.ToArray();
    }
}
