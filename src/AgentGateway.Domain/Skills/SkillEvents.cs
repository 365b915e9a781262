namespace AgentGateway.Domain.Skills;

/// <summary>A person allowed the skills of a workspace as they were then.</summary>
public sealed record SkillsAllowed(string Directory, string Digest, string By) : DomainEvent;

/// <summary>A person ended that.</summary>
public sealed record SkillsDisallowed(string By) : DomainEvent;
