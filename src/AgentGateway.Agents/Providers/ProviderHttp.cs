using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// Turns a provider's refusal into our exception before an SDK sees it. All SDKs then fail alike, and what both hide
/// stays known: the status, and how long the provider asks to wait.
/// </summary>
internal sealed class ProviderHttp(
    ProviderSettings provider, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int BodyBytesMax = 16 * 1024;
    private static readonly TimeSpan BodyWait = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (provider.ApiKey is null) request.Headers.Authorization = null;
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            var detail = await DetailAsync(response, cancellationToken);
            if (provider.ApiKey is { } key) detail = detail?.Replace(key, "(key)", StringComparison.Ordinal);
            throw ModelFailures.OfStatus(provider.Name, response.StatusCode, detail, RetryAfter(response));
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.First(), CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < 1e9)
            return TimeSpan.FromMilliseconds(milliseconds);
        var wait = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>
    /// The provider's own words, from whichever shape it uses; null when there are none, or none in time.
    /// </summary>
    private async Task<string?> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
        using var late = new CancellationTokenSource(BodyWait, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            var buffer = new byte[BodyBytesMax];
            var read = await body.ReadAtLeastAsync(buffer, buffer.Length, false, limit.Token);
            return Words(buffer.AsMemory(0, read)) ?? response.ReasonPhrase;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return response.ReasonPhrase;
        }
    }

    /// <summary>The words of an error in one of the usual shapes; null where it has none.</summary>
    public static string? Words(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object) return null;
            var error = root.TryGetProperty("error", out var inner) ? inner : root;
            if (error.ValueKind is JsonValueKind.String) return error.GetString();
            if (error.ValueKind is not JsonValueKind.Object) return null;
            var message = error.TryGetProperty("message", out var text) && text.ValueKind is JsonValueKind.String
                ? text.GetString()
                : null;
            var code = error.TryGetProperty("code", out var word) && word.ValueKind is JsonValueKind.String
                ? word.GetString()
                : null;
            return code is null ? message : $"{message} ({code})";
        }
        catch (JsonException)
        {
            // An HTML page of a proxy does not help the reader.
            return null;
        }
    }
}
