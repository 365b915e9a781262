namespace AgentGateway.Terminal.Sandbox;

/// <summary>Everything that a sandbox is made of, decided before it starts.</summary>
/// <param name="BwrapPath">The bwrap program.</param>
/// <param name="Mounts">What it shows, in order.</param>
public sealed record SandboxPlan(string BwrapPath, IReadOnlyList<SandboxMount> Mounts)
{
    /// <summary>
    /// Where its program starts, in the real place: a link that leads there may lie where the sandbox shows nothing.
    /// </summary>
    public string Directory { get; init; } = "/";

    /// <summary>
    /// Words before bwrap that enter a network namespace which was prepared; empty for a network of its own, which
    /// reaches nothing but itself.
    /// </summary>
    public IReadOnlyList<string> NetworkEntry { get; init; } = [];

    /// <summary>What its processes may use.</summary>
    public SandboxLimits Limits { get; init; } = SandboxLimits.None;
}

/// <summary>Limits on what runs in a sandbox, kept by the kernel; null: none.</summary>
/// <param name="Processes">
/// Processes and threads of the sandbox at once. Linux does not hold the root user to it.
/// </param>
/// <param name="MemoryBytes">Writable memory of each process.</param>
/// <param name="FileBytes">Length of each file that is written.</param>
public sealed record SandboxLimits(long? Processes, long? MemoryBytes, long? FileBytes)
{
    public static SandboxLimits None { get; } = new(null, null, null);
}
