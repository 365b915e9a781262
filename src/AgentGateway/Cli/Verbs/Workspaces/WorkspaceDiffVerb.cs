using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace diff NAME</c>: what has changed in it.</summary>
internal static class WorkspaceDiffVerb
{
    public static Command Create()
    {
        var name = WorkspaceVerbs.Name();
        var names = new Option<bool>("--names") { Description = "The files alone" };
        var command = VerbContext.Command("diff",
            """
            Show what differs in a workspace from where its branch began: committed, uncommitted and untracked.

            Example:
              agw workspace diff fix-42 | less -R
            """,
            (context, parsed) => context.AskAsync("workspace_diff", Arguments.Of(("name", parsed.GetValue(name))), answer =>
            {
                foreach (var file in Show.List(answer, "files"))
                {
                    var line = $"{Show.Text(file, "change"),-9}  {Show.Text(file, "path")}  +{Show.Text(file, "added")} -{Show.Text(file, "deleted")}";
                    if (parsed.GetValue(names)) Screen.Line(line);
                    else Screen.Aside(line);
                }

                if (parsed.GetValue(names)) return;
                Screen.Piece(Show.Text(answer, "diff"));
                if (Show.Text(answer, "truncated") == "yes") Screen.Aside("· the rest is left out");
            }));
        command.Add(name);
        command.Add(names);
        return command;
    }
}
