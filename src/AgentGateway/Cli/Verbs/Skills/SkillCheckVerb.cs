using System.CommandLine;
using System.Text.Json;
using AgentGateway.Agents.Skills;
using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Skills;

/// <summary><c>agw skill check DIR</c>: what is wrong with skills that are being written. Needs no daemon.</summary>
internal static class SkillCheckVerb
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of a skill, or of several" };
        var command = VerbContext.Command("check",
            """
            Say what is wrong with a skill, or with all skills of a folder; exit code 1 where anything is.

            Examples:
              agw skill check .agw/skills
              agw skill check .agw/skills/release
            """,
            (context, parsed) => Task.FromResult(Check(context, Path.GetFullPath(parsed.GetValue(directory)!))),
            needsDaemon: false);
        command.Add(directory);
        return command;
    }

    private static int Check(VerbContext context, string directory)
    {
        if (!Directory.Exists(directory))
            return context.Refuse(new(
                ExitCodes.NoDirectory, $"There is no directory {directory}.", "Look at how it is written."));
        var answer = SkillCheck.Of(directory, new FrontMatterReader());
        if (context.IsJson) Screen.Line(JsonSerializer.Serialize(answer, ViewJson.Plain.SkillCheckView));
        else
        {
            SkillListVerb.Rows(answer.Skills, $"No skill in {directory} can be read.");
            SkillListVerb.Problems(answer.Problems);
        }

        return answer.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
