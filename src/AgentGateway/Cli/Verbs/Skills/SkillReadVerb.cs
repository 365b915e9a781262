using System.CommandLine;
using AgentGateway.Runtime.Skills.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Skills;

/// <summary><c>agw skill read NAME [FILE]</c>: the text of a skill.</summary>
internal static class SkillReadVerb
{
    public static Command Create() => new ToolVerb<SkillContentView>(SkillReadTool.Declaration, "read",
        """
        Print a skill, or one of its files.

        Examples:
          agw skill read remember-well
          agw skill read remember-well --file SKILL.md
        """)
    {
        Arguments = [VerbArgument.At("name", "NAME")],
        Show = (answer, _) =>
        {
            if (answer.Note is { } note) Screen.Aside(note);
            Screen.Text(answer.Text);
        },
    }.Create();
}
