using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Slack;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>Delivers to the app by signed requests, and again, as Slack does, when they are not accepted.</summary>
internal sealed class SlackRequests : IDisposable
{
    private const int RepetitionsMax = 3;

    private readonly HttpClient _http = new() { Timeout = Limits.Signal };

    /// <summary>Completes when the app has accepted the payload.</summary>
    public async Task DeliverAsync(Uri url, string kind, JsonObject payload)
    {
        for (var repetition = 0; ; repetition++)
        {
            using var request = Write(url, kind, payload, repetition);
            using var response = await _http.SendAsync(request);
            if (response.IsSuccessStatusCode) return;
            Assert.True(repetition < RepetitionsMax, $"The app answered {(int)response.StatusCode} in the end.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Write(Uri url, string kind, JsonObject payload, int repetition)
    {
        var (body, type) = kind switch
        {
            "events_api" => (payload.ToJsonString(), "application/json"),
            "interactive" => (Form([new("payload", payload.ToJsonString())]), "application/x-www-form-urlencoded"),
            _ => (
                Form(payload.Select(field => KeyValuePair.Create(field.Key, (string)field.Value!))),
                "application/x-www-form-urlencoded"),
        };
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(timestamp, bytes, SlackServer.SigningSecret));
        if (repetition > 0)
            request.Headers.Add("X-Slack-Retry-Num", repetition.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    private static string Form(IEnumerable<KeyValuePair<string, string>> fields) => string.Join(
        '&', fields.Select(field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value)));
}
