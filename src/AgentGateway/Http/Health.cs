using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Views;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>
/// Whether the daemon can do its work, and if not, why not. It is told without a token, so it names no agent, thread or
/// principal.
/// </summary>
internal sealed class Health
{
    private volatile Func<Rejection?> _look = () => Starting;

    public static Rejection Starting { get; } = new("starting", "The daemon is starting.", "Ask again in a moment.");

    /// <summary>Why it is not ready; null when it is.</summary>
    public Rejection? Reason => _look();

    /// <summary>From now on it is ready unless <paramref name="look"/> finds a reason why not.</summary>
    public void Ready(Func<Rejection?> look) => _look = look;

    public void NotReady(Rejection reason) => _look = () => reason;

    public async Task WriteAsync(HttpContext context)
    {
        var reason = Reason;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new HealthView(reason is null ? "ready" : "unavailable", reason), HostJson.Plain.HealthView);
        context.Response.StatusCode = reason is null
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
