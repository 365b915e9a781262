using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace remove NAME</c>: when its work is done.</summary>
internal static class WorkspaceRemoveVerb
{
    public static Command Create()
    {
        var name = WorkspaceVerbs.Name();
        var force = new Option<bool>("--force") { Description = "Also with uncommitted changes, which are lost, and running sessions" };
        var command = VerbContext.Command("remove", "Remove a workspace. A worktree is deleted when it is clean; a directory that was there is only forgotten.",
            (context, parsed) => context.AskAsync("workspace_remove",
                Arguments.Of(("name", parsed.GetValue(name)), ("force", parsed.GetValue(force) ? true : null)),
                answer => Screen.Line($"{Show.Text(answer, "removed")} is removed.")));
        command.Add(name);
        command.Add(force);
        return command;
    }
}
