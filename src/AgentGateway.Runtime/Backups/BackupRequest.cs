namespace AgentGateway.Runtime.Backups;

/// <summary>What a backup is to have.</summary>
/// <param name="File">Where it is written.</param>
public sealed record BackupRequest(string File)
{
    /// <summary>With secrets, tokens, keys, and what terminals printed as they printed it.</summary>
    public bool Secrets { get; init; }

    /// <summary>With the index of what terminals printed.</summary>
    public bool Output { get; init; } = true;

    /// <summary>Takes the place of a file that is there.</summary>
    public bool Force { get; init; }
}
