using System.CommandLine;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task create TITLE</c>: a turn, a command or a tool call for when its time comes.</summary>
internal static class TaskCreateVerb
{
    public static Command Create() => new ToolVerb<TaskEnvelope>(TaskCreateTool.Declaration, "create",
        """
        Make a task, and print its id.

        Examples:
          agw task create "Summarize yesterday's commits" --agent svarog --not-before 2h
          agw task create build --command "make" --retries 2
          agw task create "make a note" --tool write_file --arguments '{"path":"note.txt","content":"…"}'
        """)
    {
        Arguments =
        [
            VerbArgument.Words(
                "title", "TITLE", "Its title; without --prompt, --command and --tool it is the prompt, too"),
            VerbArgument.Option(
                "workspace", "A workspace's name, or an absolute directory to work in [default: this one]"),
            VerbArgument.Path("directory"),
        ],
        Complete = (_, call) =>
        {
            if (!call.ContainsKey("prompt") && !call.ContainsKey("command") && !call.ContainsKey("tool"))
                call["prompt"] = call["title"]!.DeepClone();
            return null;
        },
        Show = (answer, _) => Screen.Line(answer.TaskId),
    }.Create();
}
