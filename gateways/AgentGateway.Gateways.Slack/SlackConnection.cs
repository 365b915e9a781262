using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>A bot's connection to Slack, by a socket or by requests that Slack makes.</summary>
internal sealed class SlackConnection : IChatConnection, IChatWebhook
{
    private const int SharedFilesMax = 200;

    private readonly SlackEndpoint _endpoint;
    private readonly IChatHost _host;
    private readonly TimeProvider _time;
    private readonly SlackClient _client;
    private readonly SlackIntake _intake;
    private readonly SlackSocketMode _sockets;
    private readonly SlackStreams _streams;
    private readonly Lock _gate = new();
    private readonly Queue<string> _sharedFiles = [];
    private readonly HashSet<string> _withoutStatus = [];
    private TaskCompletionSource _revoked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SlackBot? _bot;

    /// <param name="pingInterval">How often a socket is asked whether Slack is still there.</param>
    public SlackConnection(SlackEndpoint endpoint, IChatHost host, TimeProvider time, TimeSpan pingInterval)
    {
        (_endpoint, _host, _time) = (endpoint, host, time);
        _client = new(endpoint, time);
        _intake = new(_client, host, time);
        _streams = new(_client);
        _sockets = new(_client, _intake, time, pingInterval);
    }

    public string Path => "/gateways/slack";

    public ChatFeatures Features { get; } = new()
    {
        LengthMax = SlackWriter.MessageBytesMax,
        Length = SlackWriter.Length,
        LivePause = TimeSpan.FromSeconds(1.5),
        ProgressPause = TimeSpan.FromSeconds(3),
        WorkingPause = TimeSpan.FromSeconds(60),
        RepeatsOnce = false,
        HasLiveText = true,
        HasLiveTextInGroups = true,
        IsLiveTextMessage = true,
        FileBytesMax = 100 * 1024 * 1024,
    };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var bot = _bot = await _client.IdentifyAsync(cancellationToken);
        lock (_gate) _withoutStatus.Clear();
        _streams.Retry();
        if (!_endpoint.IsHttp)
        {
            await _sockets.RunAsync(bot, () => Connected(bot), cancellationToken);
            return;
        }

        var revoked = _revoked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Connected(bot);
        await revoked.Task.WaitAsync(cancellationToken);
    }

    public async Task<string> SendAsync(
        ChatAddress address, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.File is { } file && !WasShared(message.Key))
        {
            var id = await _client.UploadAsync(file, cancellationToken);
            await _client.ShareAsync(SlackWriter.Share(address, id, file.Name), cancellationToken);
            if (string.IsNullOrWhiteSpace(message.Markdown) && message.Buttons.Count == 0) return id;
            // The file is there; should its message have to be sent again, the file is not.
            KeepShared(message.Key);
        }

        if (message.Live is { } live)
        {
            if (message.Buttons.Count == 0
                && await _streams.FinishAsync(address, live, message.Markdown, cancellationToken) is { } finished)
                return finished;
            message = message with { Markdown = message.Markdown + live.Mark };
        }

        return await _client.PostAsync(SlackWriter.Post(address, message), cancellationToken);
    }

    public Task EditAsync(
        ChatAddress address, string messageId, OutboundMessage message, CancellationToken cancellationToken) =>
        _client.UpdateAsync(SlackWriter.Update(address, messageId, message), cancellationToken);

    /// <summary>Only some workspaces show it. Where Slack refuses, the next connection tries it again.</summary>
    public async Task ShowWorkingAsync(ChatAddress address, CancellationToken cancellationToken)
    {
        if (address.Thread is not { } thread) return;
        lock (_gate)
            if (_withoutStatus.Contains(address.Chat))
                return;
        try
        {
            await _client.SetStatusAsync(address.Chat, thread, "is working…", cancellationToken);
        }
        catch (ChatException exception)
        {
            if (exception.Kind is ChatFaultKind.Refused or ChatFaultKind.Closed or ChatFaultKind.Misconfigured)
                lock (_gate)
                    _withoutStatus.Add(address.Chat);
        }
    }

    public async Task MarkQueuedAsync(ChatAddress address, string messageId, CancellationToken cancellationToken)
    {
        try
        {
            await _client.AddReactionAsync(address.Chat, messageId, "eyes", cancellationToken);
        }
        catch (ChatException exception) when (exception.Kind is ChatFaultKind.Refused)
        {
            // It is marked already, is gone, or takes no more reactions.
        }
        catch (ChatException exception) when (exception.Kind is ChatFaultKind.Misconfigured)
        {
            // The mark is worth no stop.
            _intake.Warn($"{exception.Message} {exception.Hint}");
        }
    }

    public Task<string?> ShowLiveAsync(ChatAddress address, LiveText text, CancellationToken cancellationToken) =>
        _streams.ShowAsync(address, text, cancellationToken);

    public Task EndLiveAsync(ChatAddress address, LiveAnswer live, CancellationToken cancellationToken) =>
        _streams.EndAsync(address, live, cancellationToken);

    public async Task AnswerPressAsync(string answer, string? text, CancellationToken cancellationToken)
    {
        if (text is null) return;
        if (SlackPressAnswer.Read(answer) is not { } press)
            throw new ChatException(ChatFaultKind.Refused, "The press cannot be answered: it is none of Slack's.");
        var message = new OutboundMessage(text);
        if (press.ResponseUrl is { } url)
            try
            {
                await _client.RespondAsync(url, SlackWriter.PrivateAnswer(message, press.Thread), cancellationToken);
                return;
            }
            catch (ChatException exception) when (exception.Kind is ChatFaultKind.Closed or ChatFaultKind.Refused)
            {
                // It has expired or is used up; the bot can still say it by itself.
            }

        await _client.PostEphemeralAsync(
            SlackWriter.Ephemeral(press.Channel, press.Thread, press.User, message), cancellationToken);
    }

    public Task AnswerPrivatelyAsync(string answer, OutboundMessage message, CancellationToken cancellationToken) =>
        _client.RespondAsync(answer, SlackWriter.PrivateAnswer(message, thread: null), cancellationToken);

    public async Task<ChatAddress> OpenDirectAsync(string personId, CancellationToken cancellationToken)
    {
        var bot = await BotAsync(cancellationToken);
        return new(SlackReader.Platform, bot.UserId, await _client.OpenDirectAsync(personId, cancellationToken));
    }

    public Task<byte[]> DownloadAsync(string reference, long bytesMax, CancellationToken cancellationToken) =>
        _client.DownloadAsync(reference, bytesMax, cancellationToken);

    public Task<IReadOnlyList<ChatProbe>> ProbeAsync(CancellationToken cancellationToken) =>
        SlackProbe.RunAsync(_client, _endpoint, cancellationToken);

    public async Task<WebhookAnswer> HandleAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        if (!_endpoint.IsHttp || _endpoint.SigningSecret is not { } secret || !SlackSignature.IsValid(
                request.Header("X-Slack-Signature"), request.Header("X-Slack-Request-Timestamp"), request.Body, secret,
                _time.GetUtcNow()))
            return new(401);
        if (SlackRequest.Read(request.Body, request.Header("Content-Type")) is not { } said) return new(400);
        if (said.Challenge is { } challenge) return new(200, challenge);
        if (said.Kind is not { } kind) return new(200);
        var revoked = _revoked;
        SlackBot bot;
        try
        {
            bot = await BotAsync(cancellationToken);
        }
        catch (ChatException)
        {
            // Slack sends it again after anything but a 2xx.
            return new(503);
        }

        try
        {
            await await _intake.BeginAsync(kind, said.Payload, bot, () => Task.CompletedTask, cancellationToken);
            return new(200);
        }
        catch (ChatException exception) when (exception.Kind == ChatFaultKind.BadToken)
        {
            // It was taken; what it says ends the connection.
            revoked.TrySetException(exception);
            return new(200);
        }
        catch (Exception exception) when (exception is ChatException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(503);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _intake.DrainAsync();
        _intake.Dispose();
        _client.Dispose();
    }

    private async Task<SlackBot> BotAsync(CancellationToken cancellationToken) =>
        _bot ??= await _client.IdentifyAsync(cancellationToken);

    private void Connected(SlackBot bot)
    {
        _intake.ForgetWarnings();
        _host.Connected(new(bot.UserId, bot.Name));
    }

    private bool WasShared(string key)
    {
        lock (_gate) return key.Length > 0 && _sharedFiles.Contains(key);
    }

    private void KeepShared(string key)
    {
        lock (_gate)
        {
            _sharedFiles.Enqueue(key);
            if (_sharedFiles.Count > SharedFilesMax) _sharedFiles.Dequeue();
        }
    }
}
