using System.Net;
using System.Net.Http.Headers;

namespace AgentGateway.Gateways.Wire;

/// <summary>The answer to a call, read whole.</summary>
public sealed record ChatHttpAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body)
{
    /// <summary>What the header <c>Retry-After</c> says in seconds, which may have a fraction; null without one.</summary>
    public TimeSpan? RetryAfter =>
        Headers.TryGetValues("Retry-After", out var values)
        && double.TryParse(values.First(), System.Globalization.CultureInfo.InvariantCulture, out var seconds)
        && double.IsFinite(seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600))
            : null;
}
