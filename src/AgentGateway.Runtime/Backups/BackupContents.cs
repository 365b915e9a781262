namespace AgentGateway.Runtime.Backups;

/// <summary>The last entry of a backup.</summary>
internal sealed record BackupContents(IReadOnlyList<BackupFile> Files);
