namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>A person with an account.</summary>
internal sealed record TelegramPerson(long Id, string Name);

/// <param name="Id">Of a direct chat the person's id, of a group a negative number.</param>
/// <param name="Type"><c>private</c>, <c>group</c>, <c>supergroup</c>.</param>
internal sealed record TelegramChat(long Id, string Type, string Title, bool IsForum = false);

/// <summary>What a message has beside its text.</summary>
internal sealed record TelegramExtras
{
    public long? ReplyTo { get; init; }

    /// <summary>The number of a topic; null for the general one, and outside of forums.</summary>
    public long? Topic { get; init; }

    public string? FileName { get; init; }

    public byte[]? File { get; init; }

    /// <summary>More fields of the message, such as <c>"voice": {…}</c>, as a JSON object.</summary>
    public string? Fields { get; init; }
}

/// <summary>A message of the bot, as a person sees it.</summary>
/// <param name="Text">What is shown, without markup.</param>
/// <param name="Markup">What the bot sent.</param>
/// <param name="Buttons">Rows of labels and data.</param>
internal sealed record TelegramSent(
    string Method, long Chat, long MessageId, string Text, string Markup,
    IReadOnlyList<IReadOnlyList<(string Label, string Data)>> Buttons)
{
    public long? Topic { get; init; }

    public long? ReplyTo { get; init; }

    public bool IsSilent { get; init; }

    public string? FileName { get; init; }

    public byte[]? File { get; init; }

    public string DataOf(string label) => Buttons.SelectMany(row => row).First(button => button.Label == label).Data;
}
