using System.Globalization;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// Wraps a program into bubblewrap by a <see cref="SandboxPlan"/>. It has process numbers, System V IPC, host name, user
/// and network namespaces of its own, no capability and no way to new privileges; all its processes, also those that
/// called setsid, die with the first.
/// </summary>
public static class BwrapCommand
{
    private static readonly string[] LimitPrograms = ["/usr/bin/prlimit", "/bin/prlimit"];

    /// <summary>
    /// The same request, run inside. Its program sees the same environment, and no secret enters an argv.
    /// </summary>
    public static TerminalRequest Wrap(TerminalRequest request, SandboxPlan plan)
    {
        request = InsideVariables.Hide(request);
        var words = Words(plan, request.Program, request.Arguments);
        return request with { Program = words[0], Arguments = [.. words.Skip(1)] };
    }

    /// <summary>The words by which that program is started inside, the first of which is a program of the machine.</summary>
    public static IReadOnlyList<string> Words(SandboxPlan plan, string program, IEnumerable<string> arguments) =>
    [
        .. LimitWords(plan.Limits),
        .. plan.NetworkEntry,
        plan.BwrapPath,
        .. Arguments(plan),
        "--",
        program,
        .. arguments,
    ];

    /// <summary>
    /// The order counts: later mounts cover earlier ones. Capabilities are dropped because root inside could otherwise
    /// uncover what is hidden again.
    /// </summary>
    internal static IEnumerable<string> Arguments(SandboxPlan plan) =>
    [
        "--die-with-parent", "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts",
        .. plan.NetworkEntry.Count == 0 ? new[] { "--unshare-net" } : [],
        "--cap-drop", "ALL",
        .. plan.Mounts.SelectMany(mount => mount.Arguments),
        "--chdir", plan.Directory,
    ];

    /// <summary>
    /// Limits are set before bwrap, because the kernel counts the processes of a user namespace against what was set
    /// when it was made. Without prlimit, which comes with util-linux, there are none.
    /// </summary>
    private static IEnumerable<string> LimitWords(SandboxLimits limits)
    {
        if (limits == SandboxLimits.None || LimitPrograms.FirstOrDefault(File.Exists) is not { } program) return [];
        return
        [
            program,
            .. Word("--nproc", limits.Processes),
            .. Word("--data", limits.MemoryBytes),
            .. Word("--fsize", limits.FileBytes),
            "--core=0",
            "--",
        ];
    }

    private static IEnumerable<string> Word(string name, long? limit) =>
        limit is { } value ? [string.Create(CultureInfo.InvariantCulture, $"{name}={value}")] : [];
}
