using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests;

/// <summary>The test runner, and on request a small daemon with terminals, for tests to kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) =>
        args is ["host", .. var rest]
            ? await TerminalHost.RunAsync(rest)
            : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
