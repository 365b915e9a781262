namespace AgentGateway.Domain.Policy;

/// <summary>
/// What a program that is started may reach, enforced by the kernel. The order is that of reach: a profile never
/// reaches what a later one hides.
/// </summary>
public enum SandboxProfile
{
    /// <summary>The system and the workspace, read-only; no network.</summary>
    Read,

    /// <summary>The same, and the workspace, a home of its own and temporary files are writable.</summary>
    Workspace,

    /// <summary>The same, and hosts by the egress proxy.</summary>
    Network,

    /// <summary>No sandbox: everything that the daemon's user may do.</summary>
    Open,
}
