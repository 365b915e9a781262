namespace AgentGateway.Domain.Skills;

/// <summary>What the journal and its checks know of the skills of workspaces.</summary>
public static class SkillStream
{
    public static StreamKind<SkillMachine, SkillAllowance, SkillCommand> Kind { get; } = new(
        () => SkillJson.Plain.SkillAllowance,
        [
            EventKind.Of("skills.allowed", () => SkillJson.Plain.SkillsAllowed),
            EventKind.Of("skills.disallowed", () => SkillJson.Plain.SkillsDisallowed),
        ]);
}
