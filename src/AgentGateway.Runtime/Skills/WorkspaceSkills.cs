namespace AgentGateway.Runtime.Skills;

/// <summary>How it is with the skills of a workspace that has some.</summary>
/// <param name="Directory">The workspace.</param>
/// <param name="Standing">Only allowed ones are read.</param>
public sealed record WorkspaceSkills(string Directory, SkillStanding Standing);
