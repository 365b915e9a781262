using System.CommandLine;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace diff NAME</c>: the changes in it.</summary>
internal static class WorkspaceDiffVerb
{
    public static Command Create()
    {
        var names = new Option<bool>("--names") { Description = "The files alone" };
        return new ToolVerb<WorkspaceDiffView>(WorkspaceDiffTool.Declaration, "diff",
            """
            Show what differs in a workspace from where its branch began: committed, uncommitted and untracked.

            Example:
              agw workspace diff fix-42 | less -R
            """)
        {
            Arguments = [WorkspaceVerbs.Name],
            Options = [names],
            Show = (answer, parsed) => Print(answer, parsed.GetValue(names)),
        }.Create();
    }

    private static void Print(WorkspaceDiffView answer, bool onlyNames)
    {
        foreach (var file in answer.Files)
        {
            var line = $"{file.Change,-9}  {file.Path}  +{Show.Number(file.Added)} -{Show.Number(file.Deleted)}";
            if (onlyNames) Screen.Line(line);
            else Screen.Aside(line);
        }

        if (onlyNames) return;
        Screen.Piece(answer.Diff);
        if (answer.Truncated) Screen.Aside("· the rest is left out");
    }
}
