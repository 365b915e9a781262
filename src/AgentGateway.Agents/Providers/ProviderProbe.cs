using System.Net;
using System.Text.Json;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// Asks a provider for the list of its models, which costs nothing: so it is known whether it can be reached, whether
/// it takes the key, and whether it has the model.
/// </summary>
internal sealed class ProviderProbe(TimeProvider time) : IDisposable
{
    private const string Check = "models";
    private const int ListBytesMax = 4 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly SocketsHttpHandler _sockets = new() { AllowAutoRedirect = false, ConnectTimeout = Limit };

    /// <returns>What is wrong; null when the provider answers as it should.</returns>
    public async Task<Finding?> LookAsync(ProviderSettings provider, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using var http = new HttpClient(_sockets, disposeHandler: false)
        {
            MaxResponseContentBufferSize = ListBytesMax,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            using var response = await http.SendAsync(Request(provider), limit.Token);
            return Judge(provider, response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Finding.Fail(
                Check,
                failure is OperationCanceledException
                    ? $"it did not answer within {Limit.TotalSeconds} seconds."
                    : $"it cannot be reached: {failure.Message.TrimEnd('.')}.",
                $"See whether it is up: curl {Address(provider)}. Is the address wrong, then: agw config set "
                    + $"Providers:{provider.Name}:base_url URL");
        }
    }

    public void Dispose() => _sockets.Dispose();

    private static Finding? Judge(ProviderSettings provider, HttpStatusCode status, byte[] body) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Finding.Fail(
            Check,
            $"it refuses the key (HTTP {(int)status}).",
            $"Put the right one into the variable that the daemon is given, or: agw config set "
                + $"Providers:{provider.Name}:api_key KEY"),
        >= HttpStatusCode.InternalServerError => Finding.Warn(
            Check, $"it has a fault or is overloaded (HTTP {(int)status}).", "Try again later: agw doctor"),
        // Anthropic's list names no aliases, of which the usual model names are some.
        HttpStatusCode.OK when provider.Kind is not ProviderKind.Anthropic && Models(body) is { Count: > 0 } models
            && !models.Contains(provider.DefaultModel) =>
            provider.Kind is ProviderKind.Ollama
                ? Finding.Fail(Check, "it does not have that model.", $"Run: ollama pull {provider.DefaultModel}")
                : Finding.Warn(
                    Check,
                    "it does not list that model.",
                    $"Name one that it has: agw config set Providers:{provider.Name}:default_model {models.First()}"),
        // Some servers answer no such question, and can be reached all the same.
        _ => null,
    };

    private static HttpRequestMessage Request(ProviderSettings provider)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address(provider));
        if (provider.Kind is ProviderKind.Anthropic)
        {
            request.Headers.Add("anthropic-version", "2023-06-01");
            if (provider.ApiKey is { } key) request.Headers.TryAddWithoutValidation("x-api-key", key);
        }
        else if (provider.ApiKey is { } bearer)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        }

        return request;
    }

    private static Uri Address(ProviderSettings provider) => new(
        provider.BaseUrl.ToString().TrimEnd('/')
            + (provider.Kind is ProviderKind.Anthropic ? "/v1/models?limit=1000" : "/models"));

    /// <summary>
    /// The models that it lists, also by the short names that Ollama takes; empty where the answer is another one.
    /// </summary>
    private static HashSet<string> Models(byte[] body)
    {
        var models = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var list = JsonDocument.Parse(body);
            if (list.RootElement.ValueKind is not JsonValueKind.Object
                || !list.RootElement.TryGetProperty("data", out var data)
                || data.ValueKind is not JsonValueKind.Array)
                return models;
            foreach (var model in data.EnumerateArray())
                if (model.ValueKind is JsonValueKind.Object
                    && model.TryGetProperty("id", out var id)
                    && id.GetString() is { } name)
                {
                    models.Add(name);
                    if (name.EndsWith(":latest", StringComparison.Ordinal)) models.Add(name[..^":latest".Length]);
                }
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // A page of a proxy; it was reached, and no more is known.
        }

        return models;
    }
}
