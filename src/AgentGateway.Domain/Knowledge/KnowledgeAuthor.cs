namespace AgentGateway.Domain.Knowledge;

/// <summary>Who wrote or reviewed, as the daemon established it.</summary>
/// <param name="Name">An agent's id, or the name of a person or program.</param>
/// <param name="IsPerson">A person with the right to decide, rather than an agent or a program.</param>
public sealed record KnowledgeAuthor(string Name, bool IsPerson);
