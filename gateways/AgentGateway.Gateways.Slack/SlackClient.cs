using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// The methods of Slack's Web API that the gateway uses. What only reads, and what takes no JSON, is sent as a form.
/// Faults are <see cref="ChatException"/>, and no token is in them.
/// </summary>
internal sealed class SlackClient(SlackEndpoint endpoint, TimeProvider time) : IDisposable
{
    public const string UserAgent = "AgentGateway (Slack)";

    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FileLimit = TimeSpan.FromMinutes(5);

    private readonly ChatHttp _http = new(time, UserAgent);
    private readonly SlackLimits _limits = new(time);

    public async Task<SlackBot> IdentifyAsync(CancellationToken cancellationToken)
    {
        var (bot, answer) = await CallAsync("auth.test", endpoint.BotToken, Json([]), "auth.test", cancellationToken);
        return bot.Text("user_id") is { } user
            ? new(user, bot.Text("bot_id"), bot.Text("user") ?? user, bot.Text("team") ?? "Slack", ScopesOf(answer))
            : throw Unreadable("auth.test");
    }

    /// <summary>The address of a new socket, which is good for one connection.</summary>
    public async Task<Uri> OpenSocketAsync(CancellationToken cancellationToken)
    {
        var (opened, _) = await CallAsync(
            "apps.connections.open", endpoint.AppToken ?? "", Form([]), "apps.connections.open", cancellationToken);
        return opened.Text("url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeWss
                || (address.Scheme == Uri.UriSchemeWs && endpoint.ApiBase.Scheme == Uri.UriSchemeHttp))
                ? address
                : throw Unreadable("apps.connections.open");
    }

    /// <summary>Posts a message and answers with its number, <c>ts</c>.</summary>
    public async Task<string> PostAsync(JsonObject message, CancellationToken cancellationToken)
    {
        var posted = await BotAsync("chat.postMessage", message, cancellationToken);
        return posted.Text("ts") ?? throw new ChatException(
            ChatFaultKind.InDoubt, "Slack accepted a message and did not name it.");
    }

    public Task UpdateAsync(JsonObject message, CancellationToken cancellationToken) =>
        BotAsync("chat.update", message, cancellationToken);

    /// <summary>Begins a message that is written to, and answers with its number.</summary>
    public async Task<string> StartStreamAsync(JsonObject stream, CancellationToken cancellationToken)
    {
        var started = await BotAsync("chat.startStream", stream, cancellationToken);
        return started.Text("ts") ?? throw new ChatException(
            ChatFaultKind.InDoubt, "Slack began a stream and did not name it.");
    }

    public Task AppendStreamAsync(JsonObject stream, CancellationToken cancellationToken) =>
        BotAsync("chat.appendStream", stream, cancellationToken);

    public Task StopStreamAsync(JsonObject stream, CancellationToken cancellationToken) =>
        BotAsync("chat.stopStream", stream, cancellationToken);

    public Task PostEphemeralAsync(JsonObject message, CancellationToken cancellationToken) =>
        BotAsync("chat.postEphemeral", message, cancellationToken);

    public Task AddReactionAsync(string channel, string number, string name, CancellationToken cancellationToken) =>
        BotAsync(
            "reactions.add",
            new() { ["channel"] = channel, ["timestamp"] = number, ["name"] = name },
            cancellationToken);

    public Task SetStatusAsync(string channel, string thread, string status, CancellationToken cancellationToken) =>
        BotAsync(
            "assistant.threads.setStatus",
            new() { ["channel_id"] = channel, ["thread_ts"] = thread, ["status"] = status },
            cancellationToken);

    /// <summary>The id of the direct channel with a person.</summary>
    public async Task<string> OpenDirectAsync(string personId, CancellationToken cancellationToken)
    {
        var opened = await BotAsync("conversations.open", new() { ["users"] = personId }, cancellationToken);
        return opened.Object("channel")?.Text("id") ?? throw Unreadable("conversations.open");
    }

    /// <summary>The name that Slack shows for a person.</summary>
    public async Task<string?> NameAsync(string personId, CancellationToken cancellationToken)
    {
        var (found, _) = await CallAsync(
            "users.info", endpoint.BotToken, Form([new("user", personId)]), "users.info", cancellationToken);
        var user = found.Object("user");
        var profile = user?.Object("profile");
        return profile?.Text("display_name") ?? profile?.Text("real_name") ?? user?.Text("real_name")
            ?? user?.Text("name");
    }

    /// <summary>The address of a file of which only the id is known.</summary>
    public async Task<string?> FileAddressAsync(string fileId, CancellationToken cancellationToken)
    {
        var (found, _) = await CallAsync(
            "files.info", endpoint.BotToken, Form([new("file", fileId)]), "files.info", cancellationToken);
        var file = found.Object("file");
        return file?.Text("url_private_download") ?? file?.Text("url_private");
    }

    /// <summary>Uploads a file, which no one sees before it is shared, and answers with its id.</summary>
    public async Task<string> UploadAsync(OutboundFile file, CancellationToken cancellationToken)
    {
        var length = file.Content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (place, _) = await CallAsync(
            "files.getUploadURLExternal",
            endpoint.BotToken,
            Form([new("filename", file.Name), new("length", length)]),
            "files.getUploadURLExternal",
            cancellationToken);
        if (place.Text("file_id") is not { } id || OwnedAddress(place.Text("upload_url")) is not { } address)
            throw Unreadable("files.getUploadURLExternal");
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ReadOnlyMemoryContent(file.Content),
        };
        request.Content.Headers.ContentType = new("application/octet-stream");
        var answer = await _http.SendAsync(request, FileLimit, cancellationToken);
        if (answer.Status == HttpStatusCode.TooManyRequests)
            throw _limits.Refused("files.upload", "a file", answer.RetryAfter);
        if (answer.Status != HttpStatusCode.OK)
            throw new ChatException(
                ChatFaultKind.Unavailable, $"Slack did not take a file: status {(int)answer.Status}.");
        return id;
    }

    /// <summary>Shows an uploaded file in its conversation.</summary>
    public Task ShareAsync(JsonObject share, CancellationToken cancellationToken) =>
        BotAsync("files.completeUploadExternal", share, cancellationToken);

    /// <summary>Answers at the address that came with a command or a press.</summary>
    public async Task RespondAsync(string responseUrl, JsonObject message, CancellationToken cancellationToken)
    {
        if (OwnedAddress(responseUrl) is not { } address)
            throw new ChatException(ChatFaultKind.Refused, "The address for a private answer is not one of Slack's.");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Json(message) };
        var answer = await _http.SendAsync(request, CallLimit, cancellationToken);
        if (answer.Status == HttpStatusCode.TooManyRequests)
            throw _limits.Refused("response_url", "a private answer", answer.RetryAfter);
        if (answer.Status != HttpStatusCode.OK)
            throw new ChatException(
                (int)answer.Status >= 500 ? ChatFaultKind.InDoubt : ChatFaultKind.Closed,
                $"Slack did not take a private answer: status {(int)answer.Status}.");
        if (SlackJson.Parse(answer.Body) is { } said && said.Text("error") is { } error && !said.IsTrue("ok"))
            throw new ChatException(ChatFaultKind.Closed, SlackFaults.Of("a private answer", error, null).Message);
    }

    /// <summary>Fetches a file. The token goes to Slack's own servers alone.</summary>
    public async Task<byte[]> DownloadAsync(string reference, long bytesMax, CancellationToken cancellationToken)
    {
        var text = reference.Contains("://", StringComparison.Ordinal)
            ? reference
            : await FileAddressAsync(reference, cancellationToken);
        if (OwnedAddress(text) is not { } address)
            throw new ChatException(ChatFaultKind.Refused, "The file is not on one of Slack's servers.");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        Authorize(request, endpoint.BotToken);
        var answer = await _http.SendAsync(request, FileLimit, cancellationToken, bytesMax);
        return answer.Status switch
        {
            HttpStatusCode.OK => answer.Body,
            HttpStatusCode.TooManyRequests => throw _limits.Refused("files", "a file", answer.RetryAfter),
            HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                throw new ChatException(ChatFaultKind.Closed, "Slack does not have the file any more."),
            // A token that may not read files is led to the page where people sign in.
            HttpStatusCode.Redirect or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized =>
                throw new ChatException(ChatFaultKind.Refused, "Slack did not give out the file.")
                {
                    Hint = "Add the scope files:read under OAuth & Permissions, and install the app again.",
                },
            _ => throw new ChatException(
                ChatFaultKind.Unavailable, $"Slack did not give out the file: status {(int)answer.Status}."),
        };
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> BotAsync(string method, JsonObject body, CancellationToken cancellationToken) =>
        (await CallAsync(method, endpoint.BotToken, Json(body), BucketOf(method, body), cancellationToken)).Said;

    private async Task<(JsonElement Said, ChatHttpAnswer Answer)> CallAsync(
        string method, string token, HttpContent content, string bucket, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint.ApiBase, method));
        request.Content = content;
        Authorize(request, token);
        await _limits.TurnAsync(bucket, method, cancellationToken);
        var answer = await _http.SendAsync(request, CallLimit, cancellationToken);
        if (answer.Status == HttpStatusCode.TooManyRequests) throw _limits.Refused(bucket, method, answer.RetryAfter);
        var said = SlackJson.Parse(answer.Body);
        if (said is { } json && json.IsTrue("ok")) return (json, answer);
        if (said?.Text("error") is not { } error) throw WithoutAnswer(method, answer.Status);
        var fault = SlackFaults.Of(method, error, said.Value.Text("needed"));
        throw fault.Kind == ChatFaultKind.RateLimited ? _limits.Refused(bucket, method, answer.RetryAfter) : fault;
    }

    private static ChatException WithoutAnswer(string method, HttpStatusCode status) => new(
        status == HttpStatusCode.ServiceUnavailable ? ChatFaultKind.Unavailable
            : (int)status >= 500 || status == HttpStatusCode.OK ? ChatFaultKind.InDoubt
            : ChatFaultKind.Refused,
        $"Slack answered {method} with the status {(int)status} and no reason.");

    private static ChatException Unreadable(string method) =>
        new(ChatFaultKind.Unavailable, $"Slack's answer to {method} lacks what was asked for.");

    private Uri? OwnedAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && endpoint.Owns(address) ? address : null;

    private static void Authorize(HttpRequestMessage request, string token) =>
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);

    /// <summary>Slack counts messages per channel, everything else per method.</summary>
    private static string BucketOf(string method, JsonObject body) =>
        method is "chat.postMessage" or "chat.update" ? $"{method}:{(string?)body["channel"]}" : method;

    private static ByteArrayContent Json(JsonObject body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }

    private static FormUrlEncodedContent Form(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);

    private static string[]? ScopesOf(ChatHttpAnswer answer) =>
        answer.Headers.TryGetValues("x-oauth-scopes", out var values)
            ? string.Join(',', values).Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : null;
}
