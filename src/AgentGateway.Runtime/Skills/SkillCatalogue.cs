namespace AgentGateway.Runtime.Skills;

/// <summary>The skills that one caller is offered at this moment.</summary>
/// <param name="Skills">Ordered by name, each name once.</param>
/// <param name="Problems">What is not read, and why. Nothing of a workspace that is not allowed is among them.</param>
/// <param name="Workspace">Null where the caller works in no directory that has skills.</param>
public sealed record SkillCatalogue(
    IReadOnlyList<FoundSkill> Skills, IReadOnlyList<SkillProblem> Problems, WorkspaceSkills? Workspace)
{
    public Skill? Find(string name) => Skills.FirstOrDefault(found => found.Skill.Name == name)?.Skill;

    /// <summary>The skills of several origins; of one name that of the last origin is read.</summary>
    internal static SkillCatalogue Of(WorkspaceSkills? workspace, params IReadOnlyList<SkillSet> sets) => new(
        [
            .. sets.SelectMany(set => set.Skills).GroupBy(skill => skill.Name)
                .Select(same => new FoundSkill(
                    same.MaxBy(skill => skill.Origin)!,
                    [.. same.Select(skill => skill.Origin).Order().SkipLast(1)]))
                .OrderBy(found => found.Skill.Name, StringComparer.Ordinal),
        ],
        [.. sets.SelectMany(set => set.Problems)],
        workspace);
}
