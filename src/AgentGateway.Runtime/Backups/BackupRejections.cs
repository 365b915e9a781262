using AgentGateway.Domain;

namespace AgentGateway.Runtime.Backups;

/// <summary>Why a backup is not made or not restored.</summary>
internal static class BackupRejections
{
    public static Rejection Exists(string file) => new(
        "file_exists", $"{file} exists already.", "Name a file that does not exist, or add --force to replace it.");

    public static Rejection Unwritable(string path, Exception failure) => new(
        "file_unwritable",
        $"{path} cannot be made: {failure.Message}",
        "Name a place in a directory that exists, that you may write to, and that has room.");

    public static Rejection InDataDirectory(string file) => new(
        "backup_in_data",
        $"{file} lies in the data directory, among what it is a backup of.",
        "Name a file elsewhere, best on another disk.");

    public static Rejection Missing(string file) => new(
        "backup_missing", $"There is no file {file} that can be read.", "Name the file that agw backup made.");

    public static Rejection Foreign(string file) => new(
        "backup_foreign",
        $"{file} is no backup of AgentGateway.",
        "Name the file that agw backup made. Nothing was restored.");

    public static Rejection Newer(string file, string program) => new(
        "backup_newer",
        $"{file} was made by a newer AgentGateway ({program}).",
        "Restore it with that version. Nothing was restored.");

    public static Rejection Damaged(string file, string what) => new(
        "backup_damaged",
        $"{file} is damaged: {what}.",
        "Restore another backup; agw restore FILE --list tells whether one is whole. Nothing was restored.");

    public static Rejection NotEmpty(string directory) => new(
        "directory_not_empty",
        $"{directory} is not empty, and a backup is restored into an empty or new directory only.",
        $"Name another with --data, or move this one away first: mv {directory} {directory}.before");
}
