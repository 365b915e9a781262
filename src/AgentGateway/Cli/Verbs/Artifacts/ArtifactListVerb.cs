using System.CommandLine;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Artifacts;

/// <summary><c>agw artifact list</c>: the artifacts, newest first.</summary>
internal static class ArtifactListVerb
{
    public static Command Create() => new ToolVerb<ArtifactListView>(
        ArtifactListTool.Declaration, "list",
        """
        List artifacts, newest first.

        Examples:
          agw artifact list
          agw artifact list --task tsk_…
        """)
    {
        Arguments =
        [
            VerbArgument.Option("thread_id", null, "--thread"),
            VerbArgument.Option("turn_id", null, "--turn"),
            VerbArgument.Option("task_id", null, "--task"),
            VerbArgument.Option("session_id", null, "--session"),
        ],
        Show = Print,
    }.Create();

    private static void Print(ArtifactListView answer, ParseResult parsed)
    {
        Screen.Table(
            ["ARTIFACT", "MADE", "KIND", "BYTES", "OF", "NAME"], answer.Artifacts.Select(artifact => (string?[])
        [
            artifact.Id, Show.When(artifact.CreatedAt), artifact.Kind, Show.Number(artifact.Bytes),
            artifact.TaskId ?? artifact.SessionId ?? artifact.ThreadId, artifact.Name,
        ]),
            EmptyList.Says(
                parsed,
                "artifacts",
                "Tasks, turns and sessions make them: agw task create build --command make"));
        if (answer.NextCursor is { } next) Screen.Aside($"more: agw artifact list --cursor {next}");
    }
}
