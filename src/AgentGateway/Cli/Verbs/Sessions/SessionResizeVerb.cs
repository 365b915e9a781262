using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session resize SESSION COLUMNS ROWS</c>.</summary>
internal static class SessionResizeVerb
{
    public static Command Create() => new ToolVerb<SessionEnvelope>(
        SessionResizeTool.Declaration, "resize",
        """
        Give a session's terminal another size.

        Example:
          agw session resize shell 120 40
        """)
    {
        Arguments =
        [
            SessionVerbs.OfTool,
            VerbArgument.At("columns", "COLUMNS") with { IsRequired = true },
            VerbArgument.At("rows", "ROWS") with { IsRequired = true },
        ],
        Show = (answer, _) => Screen.Line($"{answer.Session.Columns}x{answer.Session.Rows}"),
    }.Create();
}
