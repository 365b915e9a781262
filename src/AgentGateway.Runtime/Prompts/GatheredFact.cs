namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// A fact with the source that gathered it, which says where the section stands and how long it may be.
/// </summary>
public sealed record GatheredFact(IPromptSource Source, IPromptFact Fact);
