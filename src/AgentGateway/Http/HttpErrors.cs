using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Views;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>Tells a refusal over HTTP.</summary>
internal static class HttpErrors
{
    public static async Task WriteAsync(HttpContext context, int status, Rejection rejection)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ErrorEnvelope(rejection), HostJson.Plain.ErrorEnvelope);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
