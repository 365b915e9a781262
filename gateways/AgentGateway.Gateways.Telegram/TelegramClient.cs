using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Telegram;

/// <summary>
/// Calls methods of the Bot API. What Telegram itself refuses (<c>"ok": false</c>) was not done, with whatever status
/// it
/// came; an answer that is none of the Bot API's leaves it in doubt. No fault has the token or an address in it.
/// </summary>
internal sealed class TelegramClient(TelegramAccess access, TimeProvider time) : IDisposable
{
    private const long AnswerBytesMax = 32 * 1024 * 1024;

    private static readonly TimeSpan CallTimeMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FileTimeMax = TimeSpan.FromMinutes(3);
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    private readonly ChatHttp _http = new(time, "AgentGateway");

    /// <summary>Calls a method without arguments.</summary>
    public Task<JsonElement> CallAsync(string method, CancellationToken cancellationToken) =>
        CallAsync(method, new JsonObject(), cancellationToken);

    /// <summary>Calls a method and gives its result.</summary>
    public Task<JsonElement> CallAsync(string method, JsonObject arguments, CancellationToken cancellationToken) =>
        CallAsync(method, Body(arguments), CallTimeMax, cancellationToken);

    /// <summary>Calls a method that has a file among its arguments.</summary>
    public Task<JsonElement> CallAsync(string method, MultipartForm form, CancellationToken cancellationToken) =>
        CallAsync(method, form, FileTimeMax, cancellationToken);

    /// <summary>Waits for updates; an answer that is lost changes nothing, because they come again.</summary>
    /// <param name="wait">How long Telegram holds the call while there is none.</param>
    public async Task<JsonElement> UpdatesAsync(long? offset, TimeSpan wait, CancellationToken cancellationToken)
    {
        var arguments = TelegramWriter.GetUpdates(offset, wait);
        try
        {
            return await CallAsync("getUpdates", Body(arguments), wait + CallTimeMax, cancellationToken);
        }
        catch (ChatException fault) when (fault.Kind is ChatFaultKind.InDoubt or ChatFaultKind.TooLarge)
        {
            throw new ChatException(ChatFaultKind.Unavailable, fault.Message, fault);
        }
    }

    /// <summary>The content of a file that a bot was sent.</summary>
    public async Task<byte[]> DownloadAsync(string path, long bytesMax, CancellationToken cancellationToken)
    {
        string[] parts = path.Split('/');
        if (path.StartsWith('/') || parts.Any(part => part is "" or "." or ".."))
            throw new ChatException(
                ChatFaultKind.Refused, "Telegram named the file by a path that is not of its files.");
        var address = $"{access.Root}/file/bot{access.Token}/{string.Join('/', parts.Select(Uri.EscapeDataString))}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address));
        var answer = await _http.SendAsync(request, FileTimeMax, cancellationToken, bytesMax);
        return answer.Status == HttpStatusCode.OK
            ? answer.Body
            : throw new ChatException(
                answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden
                    ? ChatFaultKind.Refused
                    : ChatFaultKind.Unavailable,
                $"Telegram did not give out the file ({(int)answer.Status}).");
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> CallAsync(
        string method, HttpContent body, TimeSpan timeMax, CancellationToken cancellationToken)
    {
        var address = new Uri($"{access.Root}/bot{access.Token}/{method}");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        var answer = await _http.SendAsync(request, timeMax, cancellationToken, AnswerBytesMax);
        return TelegramFaults.ResultOf(method, answer.Status, answer.RetryAfter, Parsed(answer.Body));
    }

    /// <summary>The answer; an undefined element where it is no JSON.</summary>
    private static JsonElement Parsed(byte[] body)
    {
        try
        {
            using var read = JsonDocument.Parse(body, Reading);
            return read.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static StringContent Body(JsonObject arguments) =>
        new(arguments.ToJsonString(), Encoding.UTF8, "application/json");
}
