namespace AgentGateway.Runtime.Recall;

/// <summary>What is recalled without being asked for: the settings <c>Recall</c>.</summary>
public sealed class RecallOptions
{
    /// <summary>Whether prompts get what is known about a turn's last message.</summary>
    public bool InPrompts { get; set; } = true;

    /// <summary>So many texts at most.</summary>
    public int PromptHitsMax { get; set; } = 5;

    /// <summary>So many characters in all.</summary>
    public int PromptCharactersMax { get; set; } = 3_000;

    /// <summary>
    /// How much of the message's words a text and what stands around it must have, from 0 to 1; rare words count more.
    /// </summary>
    public double PromptCoverageMin { get; set; } = 0.6;

    /// <summary>
    /// How near the meaning of a text without those words must be, as a cosine; it depends on the embedder's model.
    /// </summary>
    public double PromptSimilarityMin { get; set; } = 0.75;
}
