namespace AgentGateway.Terminal.Sandbox;

/// <summary>One thing that a sandbox shows at a path. Later mounts cover earlier ones.</summary>
/// <param name="Path">Where it is inside.</param>
public abstract record SandboxMount(string Path)
{
    /// <summary>
    /// For a file or directory of the machine: whether the sandbox is made without it where it is gone by then.
    /// </summary>
    public bool MayBeGone { get; init; }

    /// <summary>A file or directory of the machine, to be read; <paramref name="Source"/> is where it is.</summary>
    public sealed record ReadOnly(string Path, string Source) : SandboxMount(Path);

    /// <summary>A file or directory of the machine, to be read and written.</summary>
    public sealed record Writable(string Path, string Source) : SandboxMount(Path);

    /// <summary>An empty directory; what is written there is gone at the end.</summary>
    public sealed record Empty(string Path) : SandboxMount(Path);

    /// <summary>
    /// An empty directory in which nothing can be made. Where a program gives itself the right, as the owner may, what
    /// it makes there is gone at the end. See <see cref="BwrapProbe.Closes"/>.
    /// </summary>
    public sealed record Closed(string Path) : SandboxMount(Path);

    /// <summary>An empty file or socket that cannot be read, written or connected to.</summary>
    public sealed record Masked(string Path) : SandboxMount(Path);

    /// <summary>Devices that give access to nothing but this sandbox's own terminals.</summary>
    public sealed record Devices() : SandboxMount("/dev");

    /// <summary>
    /// The sandbox's own processes. Settings of the kernel beside them belong to the whole machine, and one of them names
    /// a program that the kernel starts outside of every sandbox (<c>core_pattern</c>), so they are read-only.
    /// </summary>
    public sealed record Processes() : SandboxMount("/proc");

    /// <summary>
    /// Directories of /proc in which root can write files of the machine. Bubblewrap itself makes read-only what can be
    /// written as a whole (bus, irq, sysrq-trigger), and these are not. Programs read the settings in <c>sys</c>. What
    /// the others tell is of devices and file systems of the machine, so those that exist are hidden: an empty
    /// directory costs a start a quarter of what a read-only one does.
    /// </summary>
    private static readonly string[] OfTheKernel = ["acpi", "asound", "driver", "dynamic_debug", "fs", "scsi"];

    internal IEnumerable<string> Arguments => this switch
    {
        ReadOnly mount => [MayBeGone ? "--ro-bind-try" : "--ro-bind", mount.Source, Path],
        Writable mount => [MayBeGone ? "--bind-try" : "--bind", mount.Source, Path],
        Empty => ["--tmpfs", Path],
        Closed => ["--perms", "0555", "--tmpfs", Path],
        Masked => ["--ro-bind", "/dev/null", Path],
        Devices => ["--dev", Path],
        Processes =>
        [
            "--proc", Path,
            .. OfTheKernel.Select(name => $"{Path}/{name}").Where(Directory.Exists)
                .SelectMany(path => new[] { "--tmpfs", path }),
            "--ro-bind-try", $"{Path}/sys", $"{Path}/sys",
        ],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
