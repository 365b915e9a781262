using System.Globalization;
using System.Net;
using System.Text.Json;
using AgentGateway.Domain;

namespace AgentGateway.Agents.Providers;

/// <summary>What can go wrong with a model, each with its code and the next step.</summary>
internal static class ModelFailures
{
    private const int DetailCharactersMax = 300;

    private static readonly HttpRequestError[] NeverConnected =
        [HttpRequestError.ConnectionError, HttpRequestError.NameResolutionError,
            HttpRequestError.SecureConnectionError];

    /// <param name="provider">The provider's name in the settings.</param>
    /// <param name="detail">What the provider says; null where it says nothing or may repeat the key.</param>
    public static ModelException OfStatus(string provider, HttpStatusCode status, string? detail, TimeSpan? retryAfter)
    {
        var said = string.IsNullOrWhiteSpace(detail) ? "" : $" It says: {Short(detail)}";
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(new("model_auth",
                $"The provider \"{provider}\" refused the key (HTTP {number}).",
                $"Correct Providers:{provider}:api_key, which counts at once, or the provider's environment variable, "
                    + "and then restart the daemon."), false),
            HttpStatusCode.NotFound => new(new("model_not_found",
                $"The provider \"{provider}\" does not know the model or the address (HTTP 404).{said}",
                $"Check the agent's model, Providers:{provider}:default_model and base_url; with Ollama pull the "
                    + "model first."), false),
            HttpStatusCode.TooManyRequests when detail?.Contains(
                "insufficient_quota", StringComparison.Ordinal) is true =>
                new(new(
                "model_rate_limited",
                $"The account at \"{provider}\" has no credit left (HTTP 429).",
                    "Add credit at the provider, or use another provider."), false),
            HttpStatusCode.TooManyRequests => new(new("model_rate_limited",
                $"The provider \"{provider}\" limits the rate (HTTP 429).{said}",
                $"Send again later, or set Providers:{provider}:requests_per_minute below the account's limit."), true,
                    retryAfter),
            HttpStatusCode.RequestTimeout => new(new("model_timeout",
                $"The provider \"{provider}\" took too long (HTTP 408).", "Send again."), true, retryAfter),
            HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError => new(new("model_unreachable",
                $"The provider \"{provider}\" has a fault or is overloaded (HTTP {number}).{said}",
                    "Send again later."), true, retryAfter),
            _ => new(new("model_bad_request",
                $"The provider \"{provider}\" refused the request (HTTP {number}).{said}",
                "Check the agent's model and the provider's settings; agw thread prompt shows what was sent."), false),
        };
    }

    public static ModelException Silent(string provider, double seconds, string setting) => new(new("model_timeout",
        $"The provider \"{provider}\" said nothing for {seconds.ToString(CultureInfo.InvariantCulture)} seconds.",
        $"Send again, or raise Turns:{setting}."), true);

    public static ModelException Broken(string provider, Exception? cause = null) => new(new("model_unreachable",
        $"The connection to the provider \"{provider}\" broke off.",
        "Send again; if it stays so, see whether the provider is up."), true, null, cause);

    public static ModelException Garbage(
        string provider, string what, Exception? cause = null) => new(new("model_garbage",
        $"The provider \"{provider}\" sent {what}.",
        $"Send again; if it stays so, check Providers:{provider}:kind and base_url."), true, null, cause);

    /// <summary>Any other exception of a provider's SDK.</summary>
    public static ModelException Of(string provider, Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ModelException known) return known;
            if (cause is TimeoutException or OperationCanceledException)
                return new(
                    new("model_timeout", $"The provider \"{provider}\" took too long.", "Send again."),
                    true,
                    null,
                    exception);
            if (cause is HttpRequestException { HttpRequestError: var error } && NeverConnected.Contains(error))
                return new(new("model_unreachable", $"The provider \"{provider}\" cannot be reached.",
                    $"See whether it is up and whether Providers:{provider}:base_url is right."), true, null,
                        exception);
            if (cause is HttpRequestException or IOException) return Broken(provider, exception);
            if (cause is JsonException
                or FormatException
                or ArgumentException
                or InvalidOperationException
                or KeyNotFoundException)
                return Garbage(provider, "what is not its protocol", exception);
        }

        // An error that arrives in mid-stream has a type of the SDK's own.
        return new(new("model_unreachable",
            $"The provider \"{provider}\" reported a fault. It says: {Short(exception.Message)}",
            "Send again later."), true, null, exception);
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return ShortText.Of(line, DetailCharactersMax);
    }
}
