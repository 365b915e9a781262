namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// How much of everything a prompt may hold: the settings <c>Prompts</c>. Characters unless the name says otherwise.
/// </summary>
public sealed class PromptOptions
{
    public int PersonaCharactersMax { get; set; } = 16_000;

    public int ParticipantsCharactersMax { get; set; } = 8_000;

    public int SummaryCharactersMax { get; set; } = 16_000;

    public int AdviceCharactersMax { get; set; } = 12_000;

    public int DelegationsCharactersMax { get; set; } = 16_000;

    /// <summary>One message of the thread, without its attachments.</summary>
    public int MessageCharactersMax { get; set; } = 40_000;

    public int AttachmentCharactersMax { get; set; } = 40_000;

    /// <summary>A tool's result, while the turn that asked for it runs.</summary>
    public int ToolResultCharactersMax { get; set; } = 24_000;

    /// <summary>A tool's result in later turns, where its answer has been drawn from it already.</summary>
    public int OldToolResultCharactersMax { get; set; } = 600;

    /// <summary>The share of a model's window that a prompt may fill before the thread is compacted.</summary>
    public double WindowShareMax { get; set; } = 0.8;

    /// <summary>The share of the window for the newest messages, which a compaction leaves as they are.</summary>
    public double KeepShare { get; set; } = 0.3;
}
