using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Takes what one platform delivers. Only what an allowed person says to the bot is stored; of everything else only
/// that it was refused is counted.
/// </summary>
internal sealed partial class ChatHost(
    IChatPlatform platform, ChatHostServices services, Action<ChatAccount> connected) : IChatHost
{
    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReplyWait = TimeSpan.FromSeconds(5);

    private static readonly HashSet<string> Urgent = new(StringComparer.OrdinalIgnoreCase)
    {
        "approve", "deny", "answer", "stop", "steer", "status", "approvals", "questions", "help", "screen", "sessions",
    };

    public IReadOnlyList<ChatCommandWord> Commands { get; } =
    [
        .. ChatCommands.All.Select(command => new ChatCommandWord(
            command.Name,
            command.Summary,
            command.Usage.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? command.Usage[(at + 1)..] : null)),
    ];

    private string Name => platform.Name;

    public async ValueTask ReceiveAsync(InboundEvent happened, CancellationToken cancellationToken)
    {
        services.Standings.Received(Name);
        switch (happened)
        {
            case InboundMessage message:
                await ReceiveAsync(message, cancellationToken);
                break;
            case InboundEdit edit:
                var settings = services.Platforms.Of(platform);
                if (RightOf(edit.Author, settings).MayChat)
                    await services.Edits.ReceiveAsync(edit, settings.Workspace, cancellationToken);
                break;
            case InboundDeletion deletion:
                await services.Edits.ReceiveAsync(
                    deletion, services.Platforms.Of(platform).Workspace, cancellationToken);
                break;
            case InboundPress press:
                await PressAsync(press, cancellationToken);
                break;
            case InboundClosed closed:
                foreach (var id in In(closed.Address))
                    await services.Conversations.SendAsync(
                        id, new CloseConversation(closed.Reason), "daemon", cancellationToken);
                break;
            case InboundMoved moved:
                await MoveAsync(moved, cancellationToken);
                break;
        }
    }

    public async ValueTask<IReadOnlyList<ChatCandidate>> CandidatesAsync(
        ChatAddress address, ChatPerson by, string command, string typed, CancellationToken cancellationToken) =>
        RightOf(by).MayChat ? await services.Candidates.OfAsync(command, typed, cancellationToken) : [];

    public IReadOnlyList<(ChatAddress Address, string? LastMessageId)> Conversations(string account) =>
    [
        .. services.Registry.All
            .Where(pair => pair.Value is { Closed: null, Place: { } place }
                && place.Platform == Name && place.Account == account)
            .Select(pair => (ConversationService.AddressOf(pair.Value.Place!), pair.Value.LastMessageId)),
    ];

    public void Connected(ChatAccount account) => connected(account);

    public void Warn(string text) => services.Standings.Warn(Name, text);

    private ChatRight RightOf(ChatPerson person) => RightOf(person, services.Platforms.Of(platform));

    private ChatRight RightOf(ChatPerson person, ChatSettings settings) =>
        services.Access.RightOf(Name, settings, person.Id);

    private async Task ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Author.IsBot)
        {
            if (message.Addressing != Addressing.None) Refuse(message, "is a bot");
            return;
        }

        if (await services.Pairing.AcceptAsync(Name, message, cancellationToken)) return;
        await UntilRepliedIsKnownAsync(message, cancellationToken);
        var address = AddressOf(message);
        var id = ConversationService.IdOf(address);
        if (message.Addressing == Addressing.None && services.Registry.Find(id)?.Thread is null) return;
        var settings = services.Platforms.Of(platform);
        if (!message.Place.IsDirect && !settings.AllowsGroup(message.Place))
        {
            Refuse(message, $"wrote in {message.Place.Title ?? message.Place.Channel}, which is not allowed");
            return;
        }

        if (!RightOf(message.Author, settings).MayChat)
        {
            Refuse(message, "is not allowed");
            if (message.Place.IsDirect) await services.Pairing.OfferAsync(Name, message, cancellationToken);
            return;
        }

        var command = new ReceiveMessage(
            ConversationService.PlaceOf(address, message.Place),
            new(
                message.EventId,
                message.MessageId,
                new(message.Author.Id, message.Author.Name, message.Author.Team),
                message.Text)
            {
                ReplyTo = message.ReplyTo,
                Forwarded = message.IsForwarded,
                Urgent = IsUrgent(message.Text),
                Files = message.Files.Count == 0
                    ? null
                    : [.. message.Files.Select(file => new ReceivedFile(file.Reference, file.Name, file.Bytes))],
                NotUnderstood = message.NotUnderstood.Count == 0 ? null : message.NotUnderstood,
                PrivateAnswer = message.PrivateAnswer,
            });
        var actor = ChatCallers.PrincipalOf(Name, message.Author.Id);
        while ((await services.Conversations.ReceiveAsync(id, command, actor, cancellationToken))
            .IsRejected(out var refused))
        {
            // It has to be stored before it is acknowledged, and the platform keeps it until then.
            LogHeldBack(services.Log, Name, refused.Message);
            await Task.Delay(FullPause, services.Time, cancellationToken);
        }
    }

    /// <summary>
    /// A reply can come before it is recorded that the message was sent that it replies to. It waits a moment while
    /// something is being sent in its chat.
    /// </summary>
    private async Task UntilRepliedIsKnownAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (message is not { Addressing: Addressing.Reply, ReplyTo: { } replied, Place.IsDirect: false }) return;
        using var limit = new CancellationTokenSource(ReplyWait, services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (true)
        {
            var changed = services.Registry.Changed;
            if (services.Registry.OfSent(message.Address, replied) is not null
                || !services.Registry.OfChat(message.Address).Any(
                    id => services.Registry.Find(id)?.Sending.Exists(begun => begun.MessageId is null) == true))
                return;
            await changed.WaitAsync(both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested) return;
        }
    }

    /// <summary>
    /// The conversation of a message. A reply goes on with the conversation of the message that it replies to, where
    /// the platform has no threads of its own; a command that is given beside all conversations is about the one in
    /// which its author wrote last.
    /// </summary>
    private ChatAddress AddressOf(InboundMessage message)
    {
        if (services.Registry.Find(ConversationService.IdOf(message.Address))?.Thread is not null)
            return message.Address;
        var id = message is { ReplyTo: { } replied, Place.IsDirect: false }
            ? services.Registry.OfSent(message.Address, replied)
            : null;
        if (id is null && message.Addressing == Addressing.Command)
            id = services.Registry.LastOf(message.Address, message.Author.Id);
        return id is { } found && services.Registry.Find(found)?.Place is { } place
            ? ConversationService.AddressOf(place)
            : message.Address;
    }

    private async Task PressAsync(InboundPress press, CancellationToken cancellationToken)
    {
        var told = await services.Presses.PressAsync(press, RightOf(press.Author), cancellationToken);
        if (services.Connections.Find(Name) is not var (connection, _)) return;
        try
        {
            await connection.AnswerPressAsync(press.Answer, told, cancellationToken);
        }
        catch (ChatException fault)
        {
            // The decision counts whether or not the presser was told.
            LogUnanswered(services.Log, Name, fault.Message);
        }
    }

    /// <summary>The conversations at that place: the one of that thread, or all of a chat.</summary>
    private IReadOnlyList<ConversationId> In(ChatAddress address) => address.Thread is null
        ? [.. services.Registry.OfChat(address)]
        : [ConversationService.IdOf(address)];

    private async Task MoveAsync(InboundMoved moved, CancellationToken cancellationToken)
    {
        foreach (var id in services.Registry.OfChat(moved.Address).ToArray())
        {
            if (services.Registry.Find(id) is not { Place: { } place } conversation) continue;
            var now = place with { Chat = moved.NewChat };
            if (conversation.Thread is { } thread)
                await services.Conversations.SendAsync(
                    ConversationService.IdOf(ConversationService.AddressOf(now)),
                    new BindThread(now, thread, conversation.Cursor),
                    "daemon",
                    cancellationToken);
            await services.Conversations.SendAsync(id, new UnbindThread(), "daemon", cancellationToken);
            await services.Conversations.SendAsync(
                id, new CloseConversation("The chat goes on under another id."), "daemon", cancellationToken);
        }
    }

    private void Refuse(InboundMessage message, string reason)
    {
        if (services.Standings.Refused(Name, message.Author.Id, reason))
            LogRefused(services.Log, Name, message.Author.Id, reason);
    }

    private static bool IsUrgent(string text) =>
        text.StartsWith('/') && Urgent.Contains(text[1..].Split(' ', 2)[0]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform}: a message of {Sender} was not taken: the sender {Reason}.")]
    private static partial void LogRefused(ILogger log, string platform, string sender, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Platform}: a message waits to be stored: {Reason}")]
    private static partial void LogHeldBack(ILogger log, string platform, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Platform}: a press could not be answered: {Reason}")]
    private static partial void LogUnanswered(ILogger log, string platform, string reason);
}
