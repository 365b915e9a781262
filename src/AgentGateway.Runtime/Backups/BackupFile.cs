namespace AgentGateway.Runtime.Backups;

/// <summary>A file in a backup.</summary>
/// <param name="Name">Its path in the data directory.</param>
/// <param name="Sha256">The digest of its content in lower-case hexadecimal digits.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);
