namespace AgentGateway.Domain.Policy;

/// <summary>
/// The directories of this computer that policy treats in a special way; the same for all calls of one daemon. All
/// paths are absolute, all links followed.
/// </summary>
/// <param name="Home">The home directory of the daemon's user.</param>
/// <param name="Gateway">
/// The daemon's own directories: its data, and other directories that belong to it. No other program may write there.
/// </param>
/// <param name="Temporary">Directories for temporary files.</param>
public sealed record PathZones(string Home, IReadOnlyList<string> Gateway, IReadOnlyList<string> Temporary)
{
    /// <summary>
    /// The folder of the daemon's program with its settings file: other programs may read it, but not write there.
    /// </summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>The name of the daemon's user, for <c>~name</c>; null when it is not known.</summary>
    public string? User { get; init; }

    /// <summary>The daemon's process, which no agent may end; 0 when it is not known.</summary>
    public int DaemonProcess { get; init; }

    /// <summary>The zone of a path for one use of it.</summary>
    public PathZone ZoneOf(string real, string? workspace, PathUse use = PathUse.Read)
    {
        var path = PathText.Normal(real);
        if (path == "/") return PathZone.Root;
        if (BelongsToGateway(path, use)
            || (DaemonProcess > 0 && PathText.IsInside($"/proc/{DaemonProcess}", path)))
            return PathZone.Gateway;
        if (PathText.IsInside(path, Home)) return PathZone.Home;
        if (SecretPaths.Looks(path)) return PathZone.Secret;
        if (workspace is not null && PathText.IsInside(workspace, path)) return PathZone.Workspace;
        return path is "/dev/null" or "/dev/stdin" or "/dev/stdout" or "/dev/stderr" or "/dev/tty"
            || Temporary.Any(temporary => PathText.IsInside(temporary, path))
            ? PathZone.Temporary
            : PathZone.Outside;
    }

    /// <summary>
    /// Whether a path belongs to the gateway; the folder of its program does for writing and deleting only.
    /// </summary>
    /// <param name="real">Absolute and normal.</param>
    public bool BelongsToGateway(string real, PathUse use) =>
        Gateway.Any(own => PathText.IsInside(own, real))
        || (use != PathUse.Read && Program.Any(own => PathText.IsInside(own, real)));

    /// <summary>
    /// Whether writing that path decides what is executed later, as <see cref="RunsLaterPaths"/> tells from the
    /// workspace on, or from a directory for temporary files. Of other paths <see cref="HomePaths"/> tells it.
    /// </summary>
    public bool RunsLater(string real, string? workspace)
    {
        var path = PathText.Normal(real);
        var root = workspace is not null && PathText.IsInside(workspace, path)
            ? workspace
            : Temporary.FirstOrDefault(temporary => PathText.IsInside(temporary, path));
        return root is not null && RunsLaterPaths.Contains(path, root);
    }

    /// <summary>
    /// Whether deleting that path with everything below it would delete the home directory or the gateway's own.
    /// </summary>
    public bool HoldsProtected(string real)
    {
        var path = PathText.Normal(real);
        return PathText.IsInside(path, Home)
            || Gateway.Concat(Program).Any(own => PathText.IsInside(path, own) || PathText.IsInside(own, path));
    }
}

/// <summary>Where a path lies, as policy tells places apart.</summary>
public enum PathZone
{
    Workspace,
    Temporary,
    Outside,

    /// <summary>Its names are those of a key, a password or a credential, in any directory.</summary>
    Secret,

    /// <summary>The home directory itself, or a directory that holds it.</summary>
    Home,
    Root,

    /// <summary>The daemon's own directory, or its process as a directory.</summary>
    Gateway,
}
