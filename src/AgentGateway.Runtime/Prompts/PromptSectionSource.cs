namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// A section that another part of the daemon fills: memory, what is known of the user, skills. They come in the order in which they
/// were registered, after the persona.
/// </summary>
/// <param name="Text">Pure and quick; null or blank leaves the section out.</param>
public sealed record PromptSectionSource(string Name, int CharactersMax, Func<PromptRequest, string?> Text);
