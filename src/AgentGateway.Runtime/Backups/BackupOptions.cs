namespace AgentGateway.Runtime.Backups;

/// <summary>Copies that the daemon makes by itself: the settings <c>Backups</c>.</summary>
public sealed class BackupOptions
{
    /// <summary>How many are kept, the newest ones; 0 makes none.</summary>
    public int Keep { get; set; } = 7;

    /// <summary>Hours from one to the next.</summary>
    public int EveryHours { get; set; } = 24;

    /// <summary>Where they lie; null for <c>backups</c> in the data directory.</summary>
    public string? Directory { get; set; }
}
