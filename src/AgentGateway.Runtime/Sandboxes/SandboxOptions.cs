using AgentGateway.Domain;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// What sandboxes show beside what their profile says, and what runs in them may use: the settings <c>Sandbox</c>.
/// </summary>
public sealed class SandboxOptions
{
    /// <summary>Directories and files that every profile may read; <c>~/</c> is the home directory.</summary>
    public IReadOnlyList<string> Read { get; set; } = [];

    /// <summary>Directories and files that <c>workspace</c> and <c>network</c> may write as well.</summary>
    public IReadOnlyList<string> Write { get; set; } = [];

    /// <summary>
    /// Hosts that every run in <c>network</c> reaches unasked: <c>host</c>, <c>host:port</c>, <c>*.host</c> (the hosts
    /// below it), or the set <c>packages</c>.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>Hosts that the set <c>packages</c> has beside those of the package managers' own settings.</summary>
    public IReadOnlyList<string> PackageHosts { get; set; } = [];

    /// <summary>Processes and threads of one sandbox at once.</summary>
    public long ProcessesMax { get; set; } = 4096;

    /// <summary>Writable memory of each process, in bytes.</summary>
    public long MemoryBytes { get; set; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Length of each file that is written, in bytes.</summary>
    public long FileBytes { get; set; } = 32L * 1024 * 1024 * 1024;

    /// <summary>What is wrong with paths as people write them: the daemon does not start with such a setting.</summary>
    /// <param name="key">The setting, such as <c>Sandbox:Write</c>.</param>
    /// <param name="home">The home directory, which no sandbox shows as a whole.</param>
    public static IEnumerable<Rejection> Problems(string key, IEnumerable<string> paths, string home) =>
        from path in paths
        let isPath = path.StartsWith('/') || path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
        let full = Path.GetFullPath(path.StartsWith('~') ? home + path[1..] : path, home)
        where !isPath || PathText.IsInside(Path.TrimEndingDirectorySeparator(full), home)
        select new Rejection(
            "invalid_setting",
            isPath
                ? $"The setting {key} has \"{path}\", which would show the whole home directory."
                : $"The setting {key} has \"{path}\", which is no absolute path.",
            "Write a directory or file that begins with / or ~/, within the home directory or beside it.");
}
