using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Discord.Api;

/// <summary>
/// Calls of Discord's web API. A call waits a few seconds for its bucket; a longer wait, and a limit that Discord
/// answers with, is <see cref="ChatFaultKind.RateLimited"/>. After the first 401 nothing is sent any more, because
/// Discord bans an address that goes on with a wrong token; so are refusals counted.
/// </summary>
internal sealed class DiscordClient : IDisposable
{
    /// <summary>What Discord wants to know of a client.</summary>
    public const string UserAgent = "DiscordBot (urn:agentgateway, 0.1.0)";

    /// <summary>Discord bans after 10,000 in ten minutes.</summary>
    private const int RefusalsMax = 5_000;

    private static readonly TimeSpan RefusalsPeriod = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TurnWaitMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LimitWithoutTime = TimeSpan.FromSeconds(1);

    private readonly ChatHttp _http;
    private readonly DiscordLimits _limits;
    private readonly TimeProvider _time;
    private readonly Uri _base;
    private readonly string _token;
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _refusals = [];
    private volatile bool _isTokenBad;

    public DiscordClient(Uri apiBase, string token, TimeProvider time)
    {
        (_base, _token, _time) = (apiBase, token, time);
        // What can stand in no header is no token.
        _isTokenBad = !token.All(static letter => letter is > ' ' and < '\u007f');
        _http = new(time, UserAgent);
        _limits = new(time);
    }

    public static ChatException BadToken() => new(ChatFaultKind.BadToken, "Discord refuses the bot's token.")
    {
        Hint = "Make a new one at https://discord.com/developers/applications, Bot, Reset Token, and set it as "
            + "Gateways:Discord:Token.",
    };

    /// <summary>The body of a successful answer.</summary>
    public async Task<JsonElement> CallAsync(
        DiscordRoute route, JsonNode? body, CancellationToken cancellationToken) =>
        Successful(route, await TryAsync(route, body, null, cancellationToken)).Body;

    /// <summary>The answer, once it is known to be a success.</summary>
    public static DiscordAnswer Successful(DiscordRoute route, DiscordAnswer answer) =>
        answer.IsSuccess ? answer : throw DiscordFault.Of(answer, route.IsRead);

    /// <summary>The answer, whatever it is.</summary>
    /// <exception cref="ChatException">
    /// The call was not made, is in doubt, was limited, or the token is wrong.
    /// </exception>
    public async Task<DiscordAnswer> TryAsync(
        DiscordRoute route, JsonNode? body, OutboundFile? file, CancellationToken cancellationToken)
    {
        await WaitForTurnAsync(route, cancellationToken);
        using var request = new HttpRequestMessage(route.Method, new Uri(_base, route.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bot", _token);
        request.Content = Content(body, file);
        ChatHttpAnswer answer;
        try
        {
            answer = await _http.SendAsync(request, TimeMax, cancellationToken);
        }
        catch (ChatException exception) when (route.IsRead && exception.Kind == ChatFaultKind.InDoubt)
        {
            throw new ChatException(ChatFaultKind.Unavailable, exception.Message, exception);
        }

        _limits.Learn(route, answer.Headers);
        var read = DiscordJson.Parse(answer.Body) ?? default;
        Count(answer);
        if (answer.Status == HttpStatusCode.Unauthorized && route.IsGloballyLimited)
        {
            _isTokenBad = true;
            throw BadToken();
        }

        if (answer.Status == HttpStatusCode.TooManyRequests) throw Limited(route, answer, read);
        return new((int)answer.Status, (int)(read.Number("code") ?? 0), read);
    }

    /// <summary>A file from Discord's storage. The token is not sent there.</summary>
    public async Task<byte[]> DownloadAsync(Uri address, long bytesMax, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await _http.SendAsync(request, TimeMax, cancellationToken, bytesMax);
        if (answer.Status == HttpStatusCode.OK) return answer.Body;
        throw new ChatException(
            (int)answer.Status >= 500 || answer.Status == HttpStatusCode.TooManyRequests
                ? ChatFaultKind.Unavailable
                : ChatFaultKind.Refused,
            $"Discord gives the file no more: it answered {(int)answer.Status}.") { RetryAfter = answer.RetryAfter };
    }

    public void Dispose() => _http.Dispose();

    private static HttpContent? Content(JsonNode? body, OutboundFile? file)
    {
        if (file is not null)
            return new MultipartForm()
                .AddText("payload_json", body?.ToJsonString() ?? "{}", "application/json")
                .AddFile("files[0]", file.Name, file.ContentType, file.Content);
        return body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    }

    private async Task WaitForTurnAsync(DiscordRoute route, CancellationToken cancellationToken)
    {
        var end = _time.GetUtcNow() + TurnWaitMax;
        while (true)
        {
            if (_isTokenBad) throw BadToken();
            if (RefusalsLeft() is { } pause)
                throw new ChatException(
                    ChatFaultKind.RateLimited, "Discord refused so many calls that it would ban this address.")
                {
                    RetryAfter = pause,
                };
            var wait = _limits.Take(route);
            if (wait <= TimeSpan.Zero) return;
            if (_time.GetUtcNow() + wait > end)
                throw new ChatException(
                    ChatFaultKind.RateLimited, "Discord's limit of such calls is used up.") { RetryAfter = wait };
            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    private ChatException Limited(DiscordRoute route, ChatHttpAnswer answer, JsonElement body)
    {
        var seconds = body.Fraction("retry_after") is { } asked ? TimeSpan.FromSeconds(Math.Clamp(asked, 0, 86_400))
            : answer.RetryAfter ?? LimitWithoutTime;
        var isGlobal = body.IsTrue("global") || answer.Headers.Contains("X-RateLimit-Global");
        _limits.Pause(route, seconds, isGlobal);
        return new(ChatFaultKind.RateLimited, "Discord limits such calls.") { RetryAfter = seconds };
    }

    /// <summary>Counts what Discord counts towards a ban; limits that others share in do not.</summary>
    private void Count(ChatHttpAnswer answer)
    {
        var isCounted = answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || (answer.Status == HttpStatusCode.TooManyRequests
                && !(answer.Headers.TryGetValues("X-RateLimit-Scope", out var scopes) && scopes.First() == "shared"));
        if (!isCounted) return;
        lock (_gate)
        {
            if (_refusals.Count >= RefusalsMax) _refusals.Dequeue();
            _refusals.Enqueue(_time.GetUtcNow());
        }
    }

    /// <summary>How long nothing may be sent; null while there were few refusals.</summary>
    private TimeSpan? RefusalsLeft()
    {
        lock (_gate)
        {
            while (_refusals.TryPeek(out var oldest) && _time.GetUtcNow() - oldest >= RefusalsPeriod)
                _refusals.Dequeue();
            return _refusals.Count >= RefusalsMax
                ? _refusals.Peek() + RefusalsPeriod - _time.GetUtcNow()
                : null;
        }
    }
}
