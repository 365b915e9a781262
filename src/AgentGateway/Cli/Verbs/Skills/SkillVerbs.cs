using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Skills;

/// <summary><c>agw skill …</c>: texts that say how something is done.</summary>
internal static class SkillVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("skill",
            """
            Skills: texts that tell an agent how something is done. They are read from the program, from DATA/skills and,
            once you allowed it, from .agw/skills of a workspace.

            Examples:
              agw skill list
              agw skill read remember-well
              agw skill allow ~/src/shop      its .agw/skills may be read as they are now
            """),
        words,
        new("list", SkillListVerb.Create),
        new("read", SkillReadVerb.Create),
        new("allow", SkillAllowVerb.Create),
        new("disallow", SkillAllowVerb.CreateDisallow),
        new("check", SkillCheckVerb.Create));
}
