using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Secrets;

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

    /// <summary>The prompt as a model may see it.</summary>
    public Prompt Without(KnownSecrets secrets) => this with
    {
        Sections = [.. Sections.Select(section => section with { Text = secrets.Redact(section.Text) })],
        Messages = [.. Messages.Select(message => message.Without(secrets))],
    };
}

/// <param name="Name">system, persona, memory, user, participants, summary, task …</param>
/// <param name="Truncated">The text was cut at the section's limit.</param>
public sealed record PromptSection(string Name, string Text, bool Truncated = false);

/// <param name="Author">Who wrote the text, where the role does not say it.</param>
public sealed record PromptMessage(
    MessageRole Role, string Author, string Text, IReadOnlyList<ToolCall>? ToolCalls = null, string? ToolCallId = null)
{
    internal PromptMessage Without(KnownSecrets secrets) => this with
    {
        Text = secrets.Redact(Text),
        ToolCalls = ToolCalls is null
            ? null
            : [.. ToolCalls.Select(call => call with { Arguments = secrets.Redact(call.Arguments) })],
    };
}
