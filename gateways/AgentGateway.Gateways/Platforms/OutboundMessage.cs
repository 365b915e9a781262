namespace AgentGateway.Gateways.Platforms;

/// <summary>A message that the gateway sends or shows anew.</summary>
/// <param name="Markdown">
/// Its text in CommonMark with fenced code; it fits into one message of the platform
/// (<see cref="ChatFeatures.LengthMax"/>). The platform escapes what would mention people or break its format.
/// </param>
public sealed record OutboundMessage(string Markdown)
{
    /// <summary>
    /// Names this sending, in at most 25 letters and digits: the same when it is repeated, so that a platform that can
    /// tell sends it once.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>Rows of buttons; none removes those that an edited message had.</summary>
    public IReadOnlyList<IReadOnlyList<ChatButton>> Buttons { get; init; } = [];

    /// <summary>A file that is sent with it; null for none.</summary>
    public OutboundFile? File { get; init; }

    /// <summary>Whether it is sent without a sound: a line about the conversation and not for a person.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>
    /// The live text that this message finishes, where there is such text; it is a message of its own where there is
    /// none. Null for none.
    /// </summary>
    public LiveAnswer? Live { get; init; }

    /// <summary>The message that it answers; null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The name of a thread that the platform opens for the conversation, where it opens one.</summary>
    public string? ThreadTitle { get; init; }
}

/// <param name="Data">An opaque id of at most 64 ASCII characters.</param>
public sealed record ChatButton(string Label, string Data, ChatButtonStyle Style = ChatButtonStyle.Plain);

public enum ChatButtonStyle
{
    Plain,
    Approve,
    Deny,
}

/// <param name="Name">A file name without directories.</param>
public sealed record OutboundFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);
