using System.CommandLine;

namespace AgentGateway.Cli.Verbs;

/// <summary>
/// <c>agw mcp</c> for the help. With plain arguments the bridge has run before the command line is read.
/// </summary>
internal static class McpVerb
{
    public static Command Create()
    {
        var command = VerbContext.Command("mcp",
            """
            Speak MCP on standard input and output: what an editor starts. Starts the daemon when none runs, and ends
            with the editor.

            Clients list a short set of tools; tool_search finds the others, and every tool answers by its name.

            Examples:
              claude mcp add agw -- agw mcp
              claude mcp add agw -- agw mcp --toolsets threads,tasks
              codex mcp add agw -- agw mcp
            """,
            (_, _) => Task.FromResult(ExitCodes.Usage),
            hasJson: false,
            needsDaemon: false);
        command.Add(
            new Option<bool>("--no-start") { Description = "Fail where no daemon runs, rather than start one" });
        command.Add(new Option<string>("--toolsets")
        {
            Description =
                "The toolsets to list, with commas between them; all for every tool, default for the short set",
            HelpName = "NAMES",
        });
        command.Add(
            new Option<bool>("--read-only") { Description = "Leave out, and refuse, tools that change something" });
        command.Add(new Option<string>("--agent")
        {
            Description = "Do everything over this connection as that agent", HelpName = "ID",
        });
        return command;
    }
}
