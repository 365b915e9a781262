namespace AgentGateway.Runtime.Skills;

/// <summary>What a folder of skills holds.</summary>
/// <param name="Skills">Ordered by name.</param>
/// <param name="Problems">What is not read, and why.</param>
/// <param name="Digest">Of the whole content.</param>
public sealed record SkillSet(IReadOnlyList<Skill> Skills, IReadOnlyList<SkillProblem> Problems, string Digest);
