using System.CommandLine;
using System.Text.Json.Nodes;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw backup FILE</c>: a consistent copy of the database while the daemon goes on.</summary>
internal static class BackupVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The copy; must not exist yet" };
        var command = VerbContext.Command("backup",
            """
            Copy the database to FILE, consistent in itself, while the daemon goes on working.
            To restore: stop the daemon, put the copy in the place of agentgateway.db, start it again.

            Example:
              agw backup ~/agentgateway-$(date +%F).db
            """,
            (context, parsed) => context.AskAsync("backup", new JsonObject { ["file"] = Path.GetFullPath(parsed.GetValue(file)!) },
                answer => Screen.Line($"The database was copied to {Show.Text(answer, "file")}.")));
        command.Add(file);
        return command;
    }
}
