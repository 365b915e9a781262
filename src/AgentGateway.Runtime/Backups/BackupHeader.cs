namespace AgentGateway.Runtime.Backups;

/// <summary>The first entry of a backup.</summary>
/// <param name="Format">How the file is made up: 1.</param>
/// <param name="Program">The version of the program that made it.</param>
/// <param name="Journal">The id of the journal; a restored one gets another.</param>
/// <param name="Position">The position of its newest event.</param>
internal sealed record BackupHeader(
    int Format, string Program, DateTimeOffset MadeAt, string Journal, long Position, bool Secrets);
