using AgentGateway.Bridge;
using AgentGateway.Cli;
using AgentGateway.Daemon;
using AgentGateway.Egress;
using AgentGateway.Hooks;

namespace AgentGateway;

/// <summary>
/// Where the program starts: the bridge, hooks, the daemon and its maker of namespaces run at once, everything else goes
/// through the command line.
/// </summary>
internal static class Program
{
    /// <summary>Not itself asynchronous: the bridge would pay for what it does not need.</summary>
    public static Task<int> Main(string[] args) => args switch
    {
        ["mcp", ..] when BridgeProgram.Run(args) is { } exitCode => Task.FromResult(exitCode),
        ["hook", ..] when HookProgram.Run(args) is { } exitCode => Task.FromResult(exitCode),
        ["adopting", _, ..] => Task.FromResult(AdoptingProgram.Run(args)),
        ["sandbox-net"] when NamespaceProgram.Run(args) is { } exitCode => Task.FromResult(exitCode),
        ["serve", ..] when ServeAsync(args) is { } serving => serving,
        _ => CommandLine.RunAsync(args),
    };

    /// <summary>
    /// Plain arguments need no library to be understood, and an editor waits for the daemon. Others are explained by
    /// the command line.
    /// </summary>
    private static Task<int>? ServeAsync(string[] args) =>
        ServeOptions.Read(args) is { } options
            ? new DaemonProgram(options, TimeProvider.System).RunAsync(CancellationToken.None)
            : null;
}
