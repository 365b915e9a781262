using System.CommandLine;
using AgentGateway.Runtime.Skills.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Skills;

/// <summary><c>agw skill list</c>: the skills that are offered in this directory.</summary>
internal static class SkillListVerb
{
    public static Command Create() => new ToolVerb<SkillListView>(SkillListTool.Declaration, "list",
        """
        List the skills that agents are offered in this directory, and what is wrong with others.

        Example:
          agw skill list
        """)
    {
        Show = Print,
    }.Create();

    private static void Print(SkillListView answer, ParseResult parsed)
    {
        Rows(answer.Skills, EmptyList.Says(parsed, "skills", "Write one: DATA/skills/NAME/SKILL.md"));
        Problems(answer.Problems);
        if (answer.Workspace is { Next: { } next } workspace)
            Screen.Aside($"{workspace.Directory} has skills of its own. {next}");
    }

    public static void Rows(IReadOnlyList<SkillView> skills, string empty) => Screen.Table(
        ["NAME", "FROM", "FILES", "DESCRIPTION"],
        skills.Select(skill => (string?[])
        [
            skill.Name,
            skill.Over is { } over ? $"{skill.From}, over {string.Join(" and ", over)}" : skill.From,
            Show.Number(skill.Files.Count), skill.Description,
        ]),
        empty);

    public static void Problems(IReadOnlyList<SkillProblemView> problems)
    {
        foreach (var problem in problems)
            Screen.Aside($"{problem.Path}{(problem.Line is { } line ? $", line {line}" : "")}: {problem.Reason}");
    }
}
