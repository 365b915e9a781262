namespace AgentGateway.Runtime.Views;

/// <summary>What is in a backup.</summary>
/// <param name="Program">The version of the program that made it.</param>
/// <param name="Journal">The journal's id; restored it gets another.</param>
/// <param name="Position">The position of the newest event.</param>
/// <param name="Secrets">Whether secrets, and the output of terminals as it was printed, are in it.</param>
public sealed record BackupView(
    string File,
    long Bytes,
    DateTimeOffset MadeAt,
    string Program,
    string Journal,
    long Position,
    bool Secrets,
    IReadOnlyList<BackupSectionView> Sections);

/// <param name="Section">journal, output, artifacts, settings or secrets.</param>
/// <param name="Bytes">Of its files as they are in the data directory.</param>
public sealed record BackupSectionView(string Section, int Files, long Bytes);

/// <summary>What was restored.</summary>
/// <param name="Streams">Of the journal, all of them verified.</param>
public sealed record RestoreView(
    string Data, IReadOnlyList<BackupSectionView> Sections, long Streams, long Events);
