using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Posix;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Backups;

/// <summary>
/// Makes one file of a data directory, whether or not a daemon runs on it: a compressed tar archive that only its owner
/// can read. The journal is copied first, as one moment of it; what it refers to was stored before it and is copied
/// after it.
/// </summary>
/// <param name="data">The data directory.</param>
/// <param name="stored">What is stored there.</param>
public sealed class BackupWriter(string data, IStoreInspection stored, TimeProvider time)
{
    /// <summary>
    /// The file appears under its name when it is complete and on the disk. Refused: <c>file_exists</c>,
    /// <c>file_unwritable</c>, <c>backup_in_data</c>, or as the journal cannot be copied.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read.</exception>
    public async Task<Outcome<BackupView>> WriteAsync(BackupRequest request, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(request.File);
        if (Directory.Exists(target) || (Path.Exists(target) && !request.Force)) return BackupRejections.Exists(target);
        if (IsAmongData(target)) return BackupRejections.InDataDirectory(target);
        try
        {
            using var draft = DraftDirectory.Make(target + ".unfinished");
            var copied = await stored.CopyAsync(draft[BackupNames.Journal], cancellationToken);
            if (copied.IsRejected(out var refused, out var journal)) return refused;
            if (request.Output) await stored.CopyOutputAsync(draft[BackupNames.Output], cancellationToken);
            var header = new BackupHeader(
                BackupReader.Format, ProgramName.Version, time.GetUtcNow(), journal.Id, journal.Position,
                request.Secrets);
            var archive = draft["archive"];
            var files = await Task.Run(() => Write(archive, draft, header, cancellationToken), cancellationToken);
            File.Move(archive, target, request.Force);
            stored.NoteCopy(target, journal.Position);
            return BackupSummary.Of(target, header, files);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Path.Exists(target) && !request.Force
                ? BackupRejections.Exists(target)
                : BackupRejections.Unwritable(target, failure);
        }
    }

    private static void Add(TarWriter archive, string name, byte[] content) => archive.WriteEntry(
        new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(content),
            Mode = PrivateFiles.FileMode,
        });

    private static BackupFile Add(TarWriter archive, string name, Stream source, DateTimeOffset changedAt)
    {
        using var content = new HashedStream(source);
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = content,
            Mode = PrivateFiles.FileMode,
            ModificationTime = changedAt,
        });
        return new(name, content.Length, content.Digest());
    }

    /// <summary>Null for a file that went away meanwhile.</summary>
    private static Stream? Open(string name, string path, bool withSecrets)
    {
        try
        {
            if (name == SettingsKeys.File && !withSecrets)
                return SettingsKeys.Without(File.ReadAllBytes(path)) is { } keyless ? new MemoryStream(keyless) : null;
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private List<BackupFile> Write(
        string path, DraftDirectory draft, BackupHeader header, CancellationToken cancellationToken)
    {
        using var file = PrivateFiles.Create(path, PrivateFiles.FileMode);
        var files = new List<BackupFile>();
        using (var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        using (var archive = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true))
        {
            Add(archive, BackupNames.Header, JsonSerializer.SerializeToUtf8Bytes(
                header, BackupJson.Plain.BackupHeader));
            IEnumerable<(string Name, string Path)> copies =
            [
                (BackupNames.Journal, draft[BackupNames.Journal]),
                (BackupNames.Output, draft[BackupNames.Output]),
            ];
            foreach (var (name, source) in copies.Concat(Found("", header.Secrets)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var content = Open(name, source, header.Secrets);
                if (content is not null) files.Add(Add(archive, name, content, File.GetLastWriteTimeUtc(source)));
            }

            Add(archive, BackupNames.Contents, JsonSerializer.SerializeToUtf8Bytes(
                new BackupContents(files), BackupJson.Plain.BackupContents));
        }

        file.Flush(flushToDisk: true);
        return files;
    }

    /// <summary>The files to copy as they are, in the order of their names. Links and sockets are none.</summary>
    private IEnumerable<(string Name, string Path)> Found(string folder, bool withSecrets)
    {
        var directory = new DirectoryInfo(Path.Combine(data, folder));
        if (!directory.Exists) yield break;
        foreach (var entry in directory.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry.LinkTarget is not null) continue;
            // A directory is in the section of its files, so that one which is left out is not looked through.
            var section = BackupNames.SectionOf(name);
            if (section is null or BackupSection.Journal or BackupSection.Output
                || (section == BackupSection.Secrets && !withSecrets)) continue;
            if (entry is DirectoryInfo)
                foreach (var inside in Found(name, withSecrets)) yield return inside;
            else if (FileRights.KindOf(entry.FullName) == FileKind.Regular) yield return (name, entry.FullName);
        }
    }

    private bool IsAmongData(string target)
    {
        var root = RealPath.Leading(data) ?? data;
        var real = RealPath.Leading(target) ?? target;
        return PathText.IsInside(root, real) && !PathText.IsInside(Path.Combine(root, BackupNames.Copies), real);
    }
}
