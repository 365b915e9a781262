namespace AgentGateway.Domain.Skills;

public abstract record SkillCommand;

/// <summary>A person allows the skills of a workspace with exactly that content.</summary>
public sealed record AllowSkills(string Directory, string Digest, string By) : SkillCommand;

/// <summary>The skills of the workspace are not read any more.</summary>
public sealed record DisallowSkills(string By) : SkillCommand;
