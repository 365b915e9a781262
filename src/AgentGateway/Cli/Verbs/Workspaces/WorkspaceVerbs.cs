using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace …</c>: directories and git worktrees in which sessions work, one file per verb.</summary>
internal static class WorkspaceVerbs
{
    /// <summary>The workspace that a verb is about.</summary>
    public static VerbArgument Name { get; } = VerbArgument.At("name", "NAME", "The workspace's name");

    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("workspace",
            """
            Give each piece of work a directory or a git worktree, and ports, of its own.

            Examples:
              agw workspace create fix-42 --repository ~/src/app     a worktree on the branch agw/fix-42
              agw session create --workspace fix-42 -- claude        work in it
              agw workspace diff fix-42                              what has changed there
              agw workspace remove fix-42                            when it is committed
            """),
        words,
        new("create", WorkspaceCreateVerb.Create),
        new("list", WorkspaceListVerb.Create),
        new("diff", WorkspaceDiffVerb.Create),
        new("remove", WorkspaceRemoveVerb.Create));
}
