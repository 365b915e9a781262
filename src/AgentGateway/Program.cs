using AgentGateway.Bridge;
using AgentGateway.Cli;

namespace AgentGateway;

/// <summary>The door of the house: the bridge at once, everything else through the command line.</summary>
internal static class Program
{
    public static int Main(string[] args) => (args is ["mcp", ..] ? BridgeProgram.Run(args) : null) ?? CommandLine.Run(args);
}
