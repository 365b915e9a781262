using System.CommandLine;

namespace AgentGateway.Cli.Verbs;

/// <summary>
/// <c>agw mcp</c> as the help shows it. With plain arguments the bridge has run before the command line is asked.
/// </summary>
internal static class McpVerb
{
    public static Command Create()
    {
        var command = VerbContext.Command("mcp",
            """
            Speak MCP on standard input and output: what an editor starts. Starts the daemon when none runs, and ends
            with the editor.

            Examples:
              claude mcp add agw -- agw mcp
              codex mcp add agw -- agw mcp
            """,
            (_, _) => Task.FromResult(ExitCodes.Usage),
            hasJson: false);
        command.Add(
            new Option<bool>("--no-start") { Description = "Fail where no daemon runs, rather than start one" });
        return command;
    }
}
