using System.Collections.Immutable;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// Which directories may be a workspace, where agents write without an approval. A person may work in the others, too;
/// calls that touch those are outside of every workspace.
/// </summary>
public static class WorkspacePaths
{
    /// <summary>
    /// Directories of the system, with everything below them. A home directory or a directory for temporary files
    /// inside one of them may still hold workspaces.
    /// </summary>
    public static readonly ImmutableArray<string> SystemDirectories =
    [
        "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/nix", "/opt", "/proc", "/run",
        "/sbin", "/sys", "/usr", "/var",
    ];

    /// <summary>Why that directory is no workspace, as the end of a sentence; null where it may be one.</summary>
    /// <param name="directory">Absolute, all links followed.</param>
    public static string? WhyNone(string directory, PathZones zones)
    {
        var path = PathText.Normal(directory);
        if (path == "/") return "it is the root directory";
        if (path == zones.Home) return "it is the home directory";
        if (PathText.IsInside(path, zones.Home)) return "it holds the home directory";
        if (zones.Temporary.Contains(path)) return "it is the directory for temporary files, which all programs use";
        if (zones.Gateway.Any(own => PathText.IsInside(own, path))) return "it is the gateway's own data directory";
        if (zones.Program.Any(own => PathText.IsInside(own, path))) return "it is the gateway's own program folder";
        return IsKernels(path) || (IsSystems(path) && !MayHoldWorkspaces(path, zones))
            ? "it belongs to the system"
            : null;
    }

    private static bool IsKernels(string path) =>
        path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/sys/", StringComparison.Ordinal);

    private static bool IsSystems(string path) =>
        SystemDirectories.Any(directory => PathText.IsInside(directory, path));

    private static bool MayHoldWorkspaces(string path, PathZones zones) =>
        (zones.Home != "/" && PathText.IsInside(zones.Home, path))
        || zones.Temporary.Any(temporary => PathText.IsInside(temporary, path));
}
