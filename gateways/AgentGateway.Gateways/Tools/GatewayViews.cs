namespace AgentGateway.Gateways.Tools;

/// <summary>The chat platforms and how they stand.</summary>
public sealed record GatewayListView(IReadOnlyList<GatewayView> Gateways);

/// <summary>One chat platform.</summary>
public sealed record GatewayView
{
    public required string Name { get; init; }

    /// <summary>off, paused, connecting, connected, waiting or stopped.</summary>
    public required string State { get; init; }

    /// <summary>Why, where the state does not say it.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? NextStep { get; init; }

    /// <summary>The bot's name.</summary>
    public string? Account { get; init; }

    /// <summary>Where a person writes to the bot directly, where the platform has such an address.</summary>
    public string? Link { get; init; }

    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Events that came in since the daemon started.</summary>
    public required long Events { get; init; }

    /// <summary>Messages that were not taken, because their senders or places are not allowed.</summary>
    public required long Refused { get; init; }

    /// <summary>The first refusal of each sender.</summary>
    public IReadOnlyList<RefusalView>? Refusals { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public required int Bindings { get; init; }

    /// <summary>Messages that came in and are not handled yet.</summary>
    public required int Waiting { get; init; }

    /// <summary>Messages that were begun to be sent and have no outcome yet.</summary>
    public required int Sending { get; init; }

    /// <summary>Codes of strangers that wait to be confirmed.</summary>
    public required int Codes { get; init; }
}

public sealed record RefusalView(string Sender, string Reason, DateTimeOffset At);

/// <summary>Which thread goes on in which conversation.</summary>
public sealed record BindingListView(IReadOnlyList<BindingView> Bindings);

/// <param name="Conversation">Its id, cnv_….</param>
/// <param name="Chat">The platform's id of the chat or channel.</param>
/// <param name="ChatThread">The topic or thread in it; null where the chat is one conversation.</param>
/// <param name="Closed">Why nothing can be sent there any more.</param>
public sealed record BindingView(
    string Conversation,
    string Platform,
    string Chat,
    string? ChatThread,
    string? Title,
    string? ThreadId,
    string? Closed,
    IReadOnlyList<string> People);

/// <summary>How a bot is made on a platform.</summary>
/// <param name="Steps">What to open, click and copy.</param>
public sealed record GatewaySetupView(
    string Name, string Title, IReadOnlyList<string> Steps, IReadOnlyList<GatewayTokenView> Tokens);

/// <param name="Setting">Its key in the settings: <c>Gateways:Slack:BotToken</c>.</param>
/// <param name="Secret">The name under which it is stored.</param>
/// <param name="Prompt">What it is, and how it begins.</param>
public sealed record GatewayTokenView(string Setting, string Secret, string Prompt, bool Optional);

/// <summary>Who may use the chats.</summary>
public sealed record PeopleListView(IReadOnlyList<PersonView> People);

/// <param name="ApproveUpTo">The highest risk that the person may approve; null: none.</param>
/// <param name="From">settings or pairing.</param>
public sealed record PersonView(string Platform, string Id, string? Name, string? ApproveUpTo, string From);

/// <summary>A link that lets one person in, once.</summary>
/// <param name="Link">Opens a direct message with the bot; who sends what it proposes is let in.</param>
/// <param name="ApproveUpTo">The highest risk that the person may then approve; null: none.</param>
public sealed record PairingView(string Platform, string Link, string? ApproveUpTo, DateTimeOffset ExpiresAt);
