namespace AgentGateway.Runtime.Memory;

/// <summary>How a document is to be changed.</summary>
/// <param name="Mode">replace, append, remove or restore.</param>
/// <param name="Text">
/// The whole text, what is added, or the passage that is taken out; null to bring a version back.
/// </param>
public sealed record ChangeDocument(string Name, string Mode, string? Text)
{
    public string? Scope { get; init; }

    /// <summary>With replace: only this passage is replaced.</summary>
    public string? Passage { get; init; }

    /// <summary>The version that the text was made from; with restore, the one to bring back.</summary>
    public long? Version { get; init; }

    public string? Reason { get; init; }
}
