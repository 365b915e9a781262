using System.CommandLine;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Skills;

/// <summary><c>agw skill allow [DIR]</c> and <c>disallow</c>: whether the skills of a workspace are read.</summary>
internal static class SkillAllowVerb
{
    public static Command Create() => Make("allow",
        """
        Allow the skills of a workspace (its .agw/skills) as they are now, and show what that is. A change has to be
        allowed again. Only you can do this, outside of the daemon's sessions.

        Examples:
          agw skill allow                 of this directory
          agw skill allow ~/src/shop
        """,
        DaemonCalls.SkillAllow, answer =>
        {
            SkillListVerb.Rows(answer.Skills, "None of its skills can be read.");
            SkillListVerb.Problems(answer.Problems);
            Screen.Aside($"Allowed in {answer.Directory} as they are now.");
        });

    public static Command CreateDisallow() => Make("disallow",
        """
        End what was allowed: the skills of that workspace are not read any more.

        Example:
          agw skill disallow ~/src/shop
        """,
        DaemonCalls.SkillDisallow, answer => Screen.Aside($"The skills of {answer.Directory} are not read any more."));

    private static Command Make(
        string name, string description, DaemonCall<SkillAllowanceView> call, Action<SkillAllowanceView> show)
    {
        var directory = new Argument<string?>("DIR")
        {
            Description = "The workspace; where you are when absent",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = VerbContext.Command(name, description, (context, parsed) => context.ShowAsync(
            call, Arguments.Of(("directory", Path.GetFullPath(parsed.GetValue(directory) ?? "."))), show));
        command.Add(directory);
        return command;
    }
}
