using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread new</c>: an empty thread.</summary>
internal static class ThreadNewVerb
{
    public static Command Create() => new ToolVerb<ThreadEnvelope>(ThreadCreateTool.Declaration, "new",
        """
        Create a thread and print its id.

        Example:
          T=$(agw thread new --title "Release notes" --agent svarog)
        """)
    {
        Arguments = [VerbArgument.Path("workspace", "The directory that its agents may read [default: this one]")],
        Show = (answer, _) => Screen.Line(answer.Thread.Id),
    }.Create();
}
