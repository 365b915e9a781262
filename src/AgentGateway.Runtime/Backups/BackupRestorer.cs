using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Backups;

/// <summary>
/// Makes a data directory of a backup. All is put beside it and checked there, then moved into place in one step, so
/// that a directory which is there is a whole one.
/// </summary>
/// <param name="inspect">What is stored in a database's file.</param>
public sealed class BackupRestorer(Func<string, IStoreInspection> inspect)
{
    /// <summary>
    /// Refused: <c>directory_not_empty</c>, as <see cref="BackupReader.Read"/> does, and where the journal does not
    /// verify (<c>backup_damaged</c>). After a refusal nothing was changed.
    /// </summary>
    /// <param name="file">A backup, or a database as backups were before.</param>
    /// <param name="directory">Missing or empty; no daemon uses it.</param>
    public async Task<Outcome<RestoreView>> RestoreAsync(
        string file, string directory, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) return BackupRejections.Missing(file);
        if (File.Exists(directory)
            || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
            return BackupRejections.NotEmpty(directory);
        try
        {
            if (Path.GetDirectoryName(directory) is { } parent) Directory.CreateDirectory(parent);
            using var draft = DraftDirectory.Make(directory + ".restoring");
            var read = BackupReader.IsArchive(file)
                ? (await Task.Run(() => BackupReader.Read(file, draft.Path, cancellationToken), cancellationToken))
                    .Map(backup => backup.Sections)
                : await ReadDatabaseAsync(file, draft, cancellationToken);
            if (read.IsRejected(out var refused, out var sections)) return refused;
            var report = await inspect(draft[BackupNames.Journal]).CheckAsync(cancellationToken);
            if (report.Unsound is { } unsound) return BackupRejections.Damaged(file, unsound.Message.TrimEnd('.'));
            // An empty directory only keeps the place.
            if (Directory.Exists(directory)) Directory.Delete(directory);
            draft.MoveTo(directory);
            return new RestoreView(directory, sections, report.Streams, report.Events);
        }
        catch (JournalUnavailableException unavailable)
        {
            return BackupRejections.Damaged(file, unavailable.Reason.Message.TrimEnd('.'));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return BackupRejections.Unwritable(directory, failure);
        }
    }

    private async Task<Outcome<IReadOnlyList<BackupSectionView>>> ReadDatabaseAsync(
        string file, DraftDirectory draft, CancellationToken cancellationToken)
    {
        try
        {
            var target = draft[BackupNames.Journal];
            return (await inspect(file).CopyAsync(target, cancellationToken)).Map(_ => BackupSummary.Sections(
                [new(BackupNames.Journal, new FileInfo(target).Length, "")]));
        }
        catch (JournalUnavailableException unavailable) when (
            unavailable.Reason.Code is "database_foreign" or "database_missing")
        {
            return BackupRejections.Foreign(file);
        }
        catch (JournalUnavailableException unavailable) when (unavailable.Reason.Code == "database_newer")
        {
            return unavailable.Reason;
        }
    }
}
