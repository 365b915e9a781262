using AgentGateway.Bridge;
using AgentGateway.Cli;
using AgentGateway.Daemon;

namespace AgentGateway;

/// <summary>The door of the house: the bridge and the daemon at once, everything else through the command line.</summary>
internal static class Program
{
    public static int Main(string[] args) =>
        (args switch
        {
            ["mcp", ..] => BridgeProgram.Run(args),
            ["serve", ..] => Serve(args),
            _ => null,
        }) ?? CommandLine.Run(args);

    /// <summary>Plain arguments need no library to be understood, and an editor waits for the daemon. Others are explained by the command line.</summary>
    private static int? Serve(string[] args) =>
        ServeOptions.Read(args) is { } options
            ? new DaemonProgram(options, TimeProvider.System).RunAsync(CancellationToken.None).GetAwaiter().GetResult()
            : null;
}
