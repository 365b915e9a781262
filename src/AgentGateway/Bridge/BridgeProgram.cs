using System.Text;
using AgentGateway.Data;
using AgentGateway.Posix;

namespace AgentGateway.Bridge;

/// <summary>
/// <c>agw mcp</c>: what an editor spawns. An editor starts several of these at once and waits for each, so this path
/// loads as little of the platform as can be: no host, no command line library, no console, no JSON.
/// </summary>
internal static class BridgeProgram
{
    private const int Unreachable = 3;

    /// <summary>Runs the bridge if the arguments are plain ones; others are for the command line to explain.</summary>
    /// <returns>The exit code, or null when the arguments are not understood here.</returns>
    public static int? Run(string[] args)
    {
        string? directory = null, toolsets = null, agent = null;
        var mayStart = true;
        var isReadOnly = false;
        for (var at = 1; at < args.Length; at++)
        {
            if (args[at] == "--no-start") mayStart = false;
            else if (args[at] == "--read-only") isReadOnly = true;
            else if (Value(args, "--data", ref at) is { } data) directory = data;
            else if (Value(args, "--toolsets", ref at) is { } named) toolsets = named;
            else if (Value(args, "--agent", ref at) is { } id) agent = id;
            else return null;
        }

        var link = new DaemonLink(DataDirectory.Resolve(directory), mayStart, Greeting(toolsets, isReadOnly, agent));
        if (link.Open() is { } problem)
        {
            WriteError($"error: {problem.Message} ({problem.Code})\nhint: {problem.Hint}\n");
            return Unreachable;
        }

        new Pump(link).Run();
        return 0;
    }

    /// <summary>
    /// The value of an option, written <c>--name value</c> or <c>--name=value</c>; null where it is not there.
    /// </summary>
    private static string? Value(string[] args, string name, ref int at)
    {
        var word = args[at];
        if (word == name) return at + 1 < args.Length && args[at + 1].Length > 0 ? args[++at] : null;
        return word.Length > name.Length + 1
            && word[name.Length] == '='
            && word.StartsWith(name, StringComparison.Ordinal)
            ? word[(name.Length + 1)..]
            : null;
    }

    /// <summary>The first line of the connection: who comes, from where, and what it asks for.</summary>
    private static byte[] Greeting(string? toolsets, bool isReadOnly, string? agent)
    {
        var line = new StringBuilder(
            """{"role":"mcp","directory":""").Append(Problem.Json(Environment.CurrentDirectory));
        line.Append(",\"version\":").Append(Problem.Json(ProgramVersion.Text));
        if (toolsets is not null) line.Append(",\"toolsets\":").Append(Problem.Json(toolsets));
        if (isReadOnly) line.Append(",\"read_only\":true");
        if (agent is not null) line.Append(",\"agent\":").Append(Problem.Json(agent));
        return Encoding.UTF8.GetBytes(line.Append("}\n").ToString());
    }

    private static void WriteError(string text) => RawFile.Write(RawFile.StandardError, Encoding.UTF8.GetBytes(text));
}
