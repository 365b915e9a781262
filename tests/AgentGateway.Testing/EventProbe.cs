using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace AgentGateway.Testing;

/// <summary>Reads a response that is an event stream (<c>text/event-stream</c>).</summary>
public sealed class EventProbe : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventProbe(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _items = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public string? LastEventId { get; private set; }

    public static async Task<EventProbe> OfAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, one without data included; null at the end.</summary>
    public async Task<SseItem<string>?> NextAsync()
    {
        if (!await _items.MoveNextAsync().AsTask().WaitAsync(Limits.Signal)) return null;
        LastEventId = _items.Current.EventId ?? LastEventId;
        return _items.Current;
    }

    /// <summary>The next message; events without data are passed over.</summary>
    public async Task<JsonObject> MessageAsync()
    {
        while (await NextAsync() is { } item)
            if (item.Data.Length > 0) return JsonNode.Parse(item.Data)!.AsObject();
        throw new IOException("The stream has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _items.DisposeAsync();
        }
        catch (IOException)
        {
        }
    }
}
