using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime;

/// <summary>What the workshop is set up with.</summary>
public sealed record RuntimeOptions
{
    public ThreadOptions Threads { get; init; } = new();

    public ParticipantOptions Participants { get; init; } = new();

    public PromptOptions Prompts { get; init; } = new();

    /// <summary>Sections that other parts of the daemon put into prompts.</summary>
    public IReadOnlyList<PromptSectionSource> PromptSections { get; init; } = [];

    /// <summary>The daemon's own data directory, which no workspace and no file tool reaches; null where there is none.</summary>
    public string? ProtectedDirectory { get; init; }
}
