using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Tests.Support;

internal static class Requests
{
    private static int _last;

    public static Dictionary<string, string> Environment =>
        new() { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["TERM"] = "xterm-256color", ["LANG"] = "C.UTF-8" };

    public static string NewName() => $"t{Interlocked.Increment(ref _last)}";

    public static TerminalRequest Program(string program, params string[] arguments) => new()
    {
        Name = NewName(), Program = program, Arguments = arguments, Directory = "/", Environment = Environment,
    };

    public static TerminalRequest Shell(string script) => Shell(NewName(), script);

    public static TerminalRequest Shell(
        string name, string script) => Program("/bin/sh", "-c", script) with { Name = name };
}
