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

    /// <summary>Processes and threads of one sandbox at once.</summary>
    public long ProcessesMax { get; set; } = 4096;

    /// <summary>Writable memory of each process, in bytes.</summary>
    public long MemoryBytes { get; set; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Length of each file that is written, in bytes.</summary>
    public long FileBytes { get; set; } = 32L * 1024 * 1024 * 1024;
}
