namespace AgentGateway.Runtime.Backups;

/// <summary>What a file of a backup belongs to.</summary>
public enum BackupSection
{
    /// <summary>All events, with what is derived from them.</summary>
    Journal,

    /// <summary>The index of what terminals printed, without secrets.</summary>
    Output,

    /// <summary>Files and results that work produced.</summary>
    Artifacts,

    /// <summary>What people wrote: settings, agents, policy, accepted tools.</summary>
    Settings,

    /// <summary>
    /// Secrets, tokens and keys, and what terminals printed as they printed it, because it may show secrets.
    /// </summary>
    Secrets,
}
