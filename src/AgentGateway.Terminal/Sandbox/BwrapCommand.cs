using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// Wraps a program into bubblewrap: the machine's own files, but process numbers, /proc and System V IPC of its own, so
/// that it sees no other process and its environment; all its processes, also those that called setsid, die with the first.
/// </summary>
public static class BwrapCommand
{
    /// <summary>The same request, run inside. Environment, directory and size are unchanged, and no secret enters an argv.</summary>
    public static TerminalRequest Wrap(TerminalRequest request, BwrapOptions options) => request with
    {
        Program = options.ProgramPath,
        Arguments = [.. Arguments(options, request.Directory), "--", request.Program, .. request.Arguments],
    };

    /// <summary>
    /// The order counts: later mounts cover earlier ones, so /proc and what is hidden come after the root. Capabilities are dropped
    /// because root inside could otherwise uncover it again. The terminal's device stays reachable, as the daemon's is not shared.
    /// </summary>
    internal static IEnumerable<string> Arguments(BwrapOptions options, string directory) =>
    [
        "--die-with-parent", "--unshare-pid", "--unshare-ipc", "--cap-drop", "ALL",
        "--dev-bind", "/", "/",
        "--proc", "/proc",
        .. options.HiddenDirectories.SelectMany(path => new[] { "--tmpfs", path }),
        .. options.HiddenFiles.SelectMany(path => new[] { "--ro-bind", "/dev/null", path }),
        .. options.Visible.SelectMany(path => new[] { "--bind", path, path }),
        "--chdir", directory,
    ];
}
