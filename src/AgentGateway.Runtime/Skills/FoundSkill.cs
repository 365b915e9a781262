namespace AgentGateway.Runtime.Skills;

/// <summary>A skill that a caller is offered.</summary>
/// <param name="Over">Where other skills of that name are from, which are not read because of it.</param>
public sealed record FoundSkill(Skill Skill, IReadOnlyList<SkillOrigin> Over);
