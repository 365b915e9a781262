using System.Text.Json.Nodes;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Discord.Calls;
using AgentGateway.Gateways.Discord.Reading;
using AgentGateway.Gateways.Discord.Sockets;
using AgentGateway.Gateways.Discord.Writing;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord;

/// <summary>A bot's connection: the gateway socket for what happens, the web API for what it says.</summary>
internal sealed class DiscordConnection : IChatConnection
{
    private const string Eyes = "%F0%9F%91%80";
    private const int DirectsMax = 10_000;

    /// <summary>Where Discord keeps the files of messages.</summary>
    private static readonly string[] FileHosts = ["cdn.discordapp.com", "media.discordapp.net"];

    private readonly DiscordOptions _options;
    private readonly Uri _apiBase;
    private readonly string _token;
    private readonly TimeProvider _time;
    private readonly DiscordClient _client;
    private readonly DiscordDirectory _directory = new();
    private readonly DiscordSession _session = new();
    private readonly DiscordConversations _conversations;
    private readonly DiscordInteractions _interactions;
    private readonly DiscordReceiver _receiver;
    private readonly DiscordCatchUp _catchUp;
    private readonly OwnedTasks _tasks = new();
    private readonly BoundedMap<string, string> _directs = new(DirectsMax);

    /// <param name="allows">Whether the settings let the bot answer there.</param>
    public DiscordConnection(
        DiscordOptions options, Uri apiBase, string token, IChatHost host, TimeProvider time,
        Func<ChatLocation, bool> allows)
    {
        (_options, _apiBase, _token, _time) = (options, apiBase, token, time);
        _client = new(apiBase, token, time);
        _conversations = new(_client, _directory);
        _interactions = new(_client, _tasks);
        _catchUp = new(_client, _directory, host, time, allows);
        _receiver = new(_client, _directory, _conversations, _interactions, _catchUp, _tasks, host, _session);
    }

    public ChatFeatures Features { get; } = new()
    {
        LengthMax = DiscordWriter.LengthMax,
        Length = DiscordMarkdown.Length,
        LivePause = TimeSpan.FromSeconds(1.2),
        ProgressPause = TimeSpan.FromSeconds(2.5),
        WorkingPause = TimeSpan.FromSeconds(8),
        RepeatsOnce = true,
        FileBytesMax = 10 * 1024 * 1024,
    };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var isResuming = _session.TryResume();
        var address = isResuming && _session.ResumeAddress is { } resume && IsSocket(resume)
            ? resume
            : await GatewayAsync(isResuming, cancellationToken);
        await new DiscordSocket(_session, _token, _time, TakeAsync).RunAsync(
            new UriBuilder(address) { Query = "v=10&encoding=json" }.Uri, isResuming, cancellationToken);
    }

    public Task<string> SendAsync(
        ChatAddress address, OutboundMessage message, CancellationToken cancellationToken) =>
        _conversations.SendAsync(address, message, cancellationToken);

    public Task EditAsync(
        ChatAddress address, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
        _conversations.CallAsync(
            address, messageId,
            channel => DiscordRoute.Channel(
                HttpMethod.Patch, channel, $"/messages/{DiscordRoute.Escaped(messageId)}", "/messages/id"),
            DiscordWriter.Edit(message), message.File, cancellationToken);

    public Task ShowWorkingAsync(ChatAddress address, CancellationToken cancellationToken) =>
        _conversations.CallAsync(
            address, null, channel => DiscordRoute.Channel(HttpMethod.Post, channel, "/typing", "/typing"),
            null, null, cancellationToken);

    public Task MarkQueuedAsync(ChatAddress address, string messageId, CancellationToken cancellationToken) =>
        _conversations.CallAsync(
            address, messageId,
            channel => DiscordRoute.Channel(
                HttpMethod.Put, channel, $"/messages/{DiscordRoute.Escaped(messageId)}/reactions/{Eyes}/@me",
                "/messages/id/reactions"),
            null, null, cancellationToken);

    /// <summary>Discord has no live text.</summary>
    public Task<string?> ShowLiveAsync(ChatAddress address, LiveText text, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    public Task AnswerPressAsync(string answer, string? text, CancellationToken cancellationToken) =>
        _interactions.AnswerPressAsync(answer, text, cancellationToken);

    public Task AnswerPrivatelyAsync(
        string answer, OutboundMessage message, CancellationToken cancellationToken) =>
        _interactions.AnswerPrivatelyAsync(answer, message, cancellationToken);

    public async Task<ChatAddress> OpenDirectAsync(string personId, CancellationToken cancellationToken)
    {
        var account = _receiver.Account?.Id
            ?? (await _client.CallAsync(DiscordRoute.Get("users/@me"), null, cancellationToken)).Id("id")
            ?? throw new ChatException(ChatFaultKind.Unavailable, "Discord did not say who the bot is.");
        if (!_directs.TryGet(personId, out var channel))
        {
            var opened = await _client.CallAsync(
                new(HttpMethod.Post, "users/@me/channels", "POST users/@me/channels"),
                new JsonObject { ["recipient_id"] = personId }, cancellationToken);
            channel = opened.Id("id")
                ?? throw new ChatException(ChatFaultKind.Refused, "Discord opened no direct message.");
            _directory.AddDirect(channel);
            _directs.Set(personId, channel);
        }

        return new(DiscordPlaces.Platform, account, channel);
    }

    public Task<byte[]> DownloadAsync(string reference, long bytesMax, CancellationToken cancellationToken) =>
        Uri.TryCreate(reference, UriKind.Absolute, out var address) && IsFile(address)
            ? _client.DownloadAsync(address, bytesMax, cancellationToken)
            : throw new ChatException(ChatFaultKind.Refused, "The file is not kept by Discord.");

    public Task<IReadOnlyList<ChatProbe>> ProbeAsync(CancellationToken cancellationToken) =>
        new DiscordProbe(_client, DiscordSetup.InviteLink).RunAsync(
            _options.ApplicationId, [.. _options.AllowGuilds ?? []], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _tasks.DisposeAsync();
        _client.Dispose();
        _catchUp.Dispose();
    }

    private Task TakeAsync(DiscordFrame happened, DeliveryLanes lanes, CancellationToken cancellationToken) =>
        _receiver.TakeAsync(happened, lanes, _options.ApplicationId, cancellationToken);

    private async Task<Uri> GatewayAsync(bool isResuming, CancellationToken cancellationToken)
    {
        var route = DiscordRoute.Get("gateway/bot");
        var answer = await _client.TryAsync(route, null, null, cancellationToken);
        if (answer.Status == 404)
            throw new ChatException(ChatFaultKind.Misconfigured, "Gateways:Discord:ApiBase is not Discord's web API.")
            {
                Hint = "Leave it out, or set it to the whole base, such as https://discord.com/api/v10.",
            };
        var body = DiscordClient.Successful(route, answer).Body;
        var starts = body.Object("session_start_limit");
        if (!isResuming && starts?.Number("remaining") is <= 0)
            throw new ChatException(ChatFaultKind.RateLimited, "Discord opens no more sessions for the bot today.")
            {
                RetryAfter = TimeSpan.FromMilliseconds(
                    Math.Clamp(starts.Value.Number("reset_after") ?? 0, 1_000, 24 * 3_600_000)),
            };
        return Uri.TryCreate(body.Text("url"), UriKind.Absolute, out var address) && IsSocket(address)
            ? address
            : throw new ChatException(ChatFaultKind.Unavailable, "Discord named no address for its gateway.");
    }

    /// <summary>The token goes to the socket, so it is encrypted wherever the web API is.</summary>
    private bool IsSocket(Uri address) =>
        address.Scheme == "wss" || (address.Scheme == "ws" && _apiBase.Scheme == Uri.UriSchemeHttp);

    private bool IsFile(Uri address) =>
        address.Authority == _apiBase.Authority && address.Scheme == _apiBase.Scheme
        || (address.Scheme == Uri.UriSchemeHttps && FileHosts.Contains(address.Host));
}
