using System.Net;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>A follower of <c>/events</c>.</summary>
internal sealed class SseReader : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly EventProbe _events;

    private SseReader(HttpClient http, EventProbe events) => (_http, _events) = (http, events);

    public static async Task<SseReader> OpenAsync(Daemon daemon, string query = "", string? lastId = null)
    {
        var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var response = await GetAsync(http, daemon, query, lastId);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new(http, await EventProbe.OfAsync(response));
    }

    /// <summary>Status and error code of a request that is refused.</summary>
    public static async Task<(HttpStatusCode Status, string? Code)> RefusalAsync(
        Daemon daemon, string query, string? lastId = null)
    {
        using var http = new HttpClient();
        using var response = await GetAsync(http, daemon, query, lastId);
        return (response.StatusCode,
            JsonNode.Parse(await response.Content.ReadAsStringAsync(Limits.Soon()))!["error"]!["code"].String());
    }

    /// <summary>The next event and its id.</summary>
    public async Task<(string Id, JsonNode Event)> NextAsync()
    {
        var item = Assert.NotNull(await _events.NextAsync());
        return (item.EventId!, JsonNode.Parse(item.Data)!);
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _http.Dispose();
    }

    private static async Task<HttpResponseMessage> GetAsync(
        HttpClient http, Daemon daemon, string query, string? lastId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(daemon.Url, "events" + query));
        request.Headers.Authorization = new("Bearer", daemon.Token);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Limits.Soon());
    }
}
