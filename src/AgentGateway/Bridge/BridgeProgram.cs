using System.Text;
using AgentGateway.Daemon;
using AgentGateway.Posix;

namespace AgentGateway.Bridge;

/// <summary>
/// <c>agw mcp</c>: what an editor spawns. An editor starts several of these at once and waits for each, so this path loads as
/// little of the platform as can be: no host, no command line library, no console, no JSON.
/// </summary>
internal static class BridgeProgram
{
    private const int Unreachable = 3;

    /// <summary>Runs the bridge if the arguments are plain ones; others are for the command line to explain.</summary>
    /// <returns>The exit code, or null when the arguments are not understood here.</returns>
    public static int? Run(string[] args)
    {
        string? directory = null;
        var mayStart = true;
        for (var at = 1; at < args.Length; at++)
        {
            if (args[at] == "--no-start") mayStart = false;
            else if (args[at] == "--data" && at + 1 < args.Length && args[at + 1].Length > 0) directory = args[++at];
            else if (args[at].StartsWith("--data=", StringComparison.Ordinal) && args[at].Length > 7) directory = args[at][7..];
            else return null;
        }

        var link = new DaemonLink(DataDirectory.Resolve(directory), mayStart, Greeting());
        if (link.Open() is { } problem)
        {
            WriteError($"error: {problem.Message} ({problem.Code})\nhint: {problem.Hint}\n");
            return Unreachable;
        }

        new Pump(link).Run();
        return 0;
    }

    /// <summary>The first line of the connection: who comes, and from where.</summary>
    private static byte[] Greeting() => Encoding.UTF8.GetBytes(
        $$"""{"role":"mcp","directory":{{Problem.Json(Environment.CurrentDirectory)}},"version":{{Problem.Json(ProgramVersion.Text)}}}""" + "\n");

    private static void WriteError(string text) => RawFile.Write(RawFile.StandardError, Encoding.UTF8.GetBytes(text));
}
