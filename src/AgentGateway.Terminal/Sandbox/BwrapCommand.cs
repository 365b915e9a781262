using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// Wraps a program into bubblewrap: the machine's own files, but process numbers, /proc and System V IPC of its own, so
/// that it sees no other process and its environment; all its processes, also those that called setsid, die with the
/// first.
/// </summary>
public static class BwrapCommand
{
    /// <summary>Directories at the root beside /usr, which newer systems have as links into it.</summary>
    private static readonly string[] Programs = ["/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32"];
    private static readonly string[] ReadOnly = ["/usr", "/etc", "/opt", "/nix"];

    /// <summary>
    /// The same request, run inside. Environment, directory and size are unchanged, and no secret enters an argv.
    /// </summary>
    public static TerminalRequest Wrap(TerminalRequest request, BwrapOptions options) => request with
    {
        Program = options.ProgramPath,
        Arguments = [.. Arguments(options, request.Directory), "--", request.Program, .. request.Arguments],
    };

    /// <summary>
    /// The order counts: later mounts cover earlier ones, so /proc and what is hidden come after the root. Capabilities
    /// are dropped because root inside could otherwise uncover it again. The terminal's device stays reachable, as the
    /// daemon's is not shared.
    /// </summary>
    internal static IEnumerable<string> Arguments(BwrapOptions options, string directory) =>
    [
        "--die-with-parent", "--unshare-pid", "--unshare-ipc", "--cap-drop", "ALL",
        .. options.Strict ? SystemOnly() : ["--dev-bind", "/", "/"],
        "--proc", "/proc",
        .. options.HiddenDirectories.SelectMany(path => new[] { "--tmpfs", path }),
        .. options.HiddenFiles.SelectMany(path => new[] { "--ro-bind", "/dev/null", path }),
        .. options.Visible.SelectMany(path => new[] { "--bind", path, path }),
        "--chdir", directory,
    ];

    /// <summary>
    /// Programs, libraries and settings to be read, devices that give access to nothing, and empty directories for what
    /// is temporary. What a link of the root leads to, as /bin does to usr/bin, is a link inside as well.
    /// </summary>
    private static IEnumerable<string> SystemOnly() =>
    [
        "--unshare-net", "--unshare-uts",
        .. ReadOnly.Where(Directory.Exists).SelectMany(path => new[] { "--ro-bind", path, path }),
        .. Programs.Where(Path.Exists).SelectMany(path =>
            new DirectoryInfo(path).LinkTarget is { } target
                ? new[] { "--symlink", target, path }
                : ["--ro-bind", path, path]),
        "--dev", "/dev",
        "--tmpfs", "/tmp", "--tmpfs", "/var/tmp", "--tmpfs", "/run",
    ];
}
