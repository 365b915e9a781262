namespace AgentGateway.Runtime.Skills;

/// <summary>A skill that a caller is offered.</summary>
/// <param name="Over">The places of other skills of that name, which are not read because of it.</param>
public sealed record FoundSkill(Skill Skill, IReadOnlyList<SkillPlace> Over);
