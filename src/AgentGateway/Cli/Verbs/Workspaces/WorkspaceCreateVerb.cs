using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace create NAME</c>: a directory, or a git worktree that is made.</summary>
internal static class WorkspaceCreateVerb
{
    public static Command Create()
    {
        var name = WorkspaceVerbs.Name();
        var directory = new Option<string>("--directory") { Description = "A directory that is there", HelpName = "DIR" };
        var repository = new Option<string>("--repository") { Description = "A git repository of which a worktree is made", HelpName = "DIR" };
        var branch = new Option<string>("--branch") { Description = "The worktree's branch, made when it is missing [default: agw/NAME]", HelpName = "BRANCH" };
        var start = new Option<string>("--base") { Description = "What a new branch begins at [default: the repository's HEAD]", HelpName = "COMMIT" };
        var setup = new Option<string>("--setup") { Description = "A shell script that runs in the new directory [default: the repository's .agw/setup.sh]", HelpName = "SCRIPT" };
        var command = VerbContext.Command("create",
            """
            Make a workspace and print its directory: a directory that is there, or a git worktree. Files that git ignores and .worktreeinclude names
            are copied into a worktree, then its setup script runs.

            Examples:
              agw workspace create notes --directory ~/notes
              agw workspace create fix-42 --repository . --branch fix/42 --base origin/main
            """,
            (context, parsed) => context.AskAsync("workspace_create",
                Arguments.Of(("name", parsed.GetValue(name)), ("directory", Full(parsed.GetValue(directory))), ("repository", Full(parsed.GetValue(repository))),
                    ("branch", parsed.GetValue(branch)), ("base", parsed.GetValue(start)), ("setup", parsed.GetValue(setup))),
                answer => Screen.Line(Show.Text(answer.GetProperty("workspace"), "directory"))));
        command.Add(name);
        foreach (var option in (Option[])[directory, repository, branch, start, setup]) command.Add(option);
        return command;
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}
