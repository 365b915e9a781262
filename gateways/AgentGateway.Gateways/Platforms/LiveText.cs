namespace AgentGateway.Gateways.Platforms;

/// <summary>The text of an answer that is still being written.</summary>
/// <param name="Key">Names the answer: the same for all of its texts, which are shown one after the other.</param>
/// <param name="Asker">Whose message is answered; null where that is not known.</param>
public sealed record LiveText(string Key, string Markdown, ChatPerson? Asker = null);

/// <summary>The live text that an answer finishes.</summary>
/// <param name="Key"><see cref="LiveText.Key"/>.</param>
public sealed record LiveAnswer(string Key)
{
    /// <summary>
    /// The platform's id of the message that shows the text, also where an earlier process began it; null where none
    /// is known.
    /// </summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// What is added to an answer that has to be sent as a message of its own, because it may be there already; null
    /// for nothing.
    /// </summary>
    public string? Mark { get; init; }
}
