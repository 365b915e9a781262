using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>Exactly what a model would get: the sections make the system text, then come the messages.</summary>
/// <param name="Sections">Named, in order; empty ones are left out.</param>
/// <param name="Messages">The thread as the agent sees it, oldest first, ending with what it is to answer.</param>
/// <param name="EstimatedTokens">An estimate: four characters of English to a token, two of other scripts.</param>
public sealed record Prompt(
    IReadOnlyList<PromptSection> Sections, IReadOnlyList<PromptMessage> Messages, int EstimatedTokens)
{
    /// <summary>The sections as one text.</summary>
    public string System => string.Join("\n\n", Sections.Select(section => section.Text));
}

/// <param name="Name">system, persona, memory, user, participants, summary, task …</param>
/// <param name="Truncated">The text was cut at the section's limit.</param>
public sealed record PromptSection(string Name, string Text, bool Truncated = false);

/// <param name="Author">Who wrote the text, where the role does not say it.</param>
public sealed record PromptMessage(
    MessageRole Role, string Author, string Text, IReadOnlyList<ToolCall>? ToolCalls = null, string? ToolCallId = null);
