using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Backups;

/// <summary>
/// Reads a backup from end to end, and compares every file with the digest that was taken when it was written. The names
/// of its entries are another's words: only plain files below the directory are accepted.
/// </summary>
public sealed class BackupReader
{
    internal const int Format = 1;

    private const int PackedMark = 0x8b1f;
    private const long WordsBytesMax = 256 * 1024 * 1024;

    private readonly string _file;
    private readonly string? _directory;
    private readonly Dictionary<string, BackupFile> _read = new(StringComparer.Ordinal);

    private BackupReader(string file, string? directory) => (_file, _directory) = (file, directory);

    /// <summary>Whether the file begins as a compressed archive; older backups are plain databases.</summary>
    public static bool IsArchive(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return (stream.ReadByte() | (stream.ReadByte() << 8)) == PackedMark;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// What is in the backup. Refused: <c>backup_missing</c>, <c>backup_foreign</c>, <c>backup_newer</c>,
    /// <c>backup_damaged</c>, <c>file_unwritable</c>.
    /// </summary>
    /// <param name="directory">
    /// Where its files are put, in private directories; null to look only. After a refusal some of them may be there.
    /// </param>
    public static Outcome<BackupView> Read(string file, string? directory, CancellationToken cancellationToken)
    {
        FileStream stream;
        try
        {
            stream = File.OpenRead(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return BackupRejections.Missing(file);
        }

        using (stream) return new BackupReader(file, directory).ReadThrough(stream, cancellationToken);
    }

    private Outcome<BackupView> ReadThrough(FileStream stream, CancellationToken cancellationToken)
    {
        BackupHeader? header = null;
        try
        {
            using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
            using var archive = new TarReader(unpacked);
            if (archive.GetNextEntry() is not { Name: BackupNames.Header } first) return BackupRejections.Foreign(_file);
            header = JsonSerializer.Deserialize(Words(first), BackupJson.Plain.BackupHeader) ?? throw Unreadable();
            if (header.Format > Format) return BackupRejections.Newer(_file, header.Program);
            while (archive.GetNextEntry() is { } entry)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Name == BackupNames.Contents)
                {
                    var contents = JsonSerializer.Deserialize(Words(entry), BackupJson.Plain.BackupContents)
                        ?? throw Unreadable();
                    if (Compare(contents) is { } wrong) return BackupRejections.Damaged(_file, wrong);
                    if (archive.GetNextEntry() is not null)
                        return BackupRejections.Damaged(_file, "it goes on after its end");
                    // To the end, where the digest of all that was compressed stands.
                    unpacked.CopyTo(Stream.Null);
                    return BackupSummary.Of(_file, header, [.. _read.Values]);
                }

                if (Take(entry, cancellationToken) is { } refused) return refused;
            }

            return BackupRejections.Damaged(_file, "it ends too early");
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or JsonException
            or FormatException or ArgumentException)
        {
            return header is null
                ? BackupRejections.Foreign(_file)
                : BackupRejections.Damaged(_file, failure.Message.TrimEnd('.'));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return BackupRejections.Unwritable(_directory ?? _file, failure);
        }
    }

    private static InvalidDataException Unreadable() => new("its list of contents cannot be read");

    private static byte[] Words(TarEntry entry)
    {
        if (entry.DataStream is not { } content || entry.Length > WordsBytesMax)
            throw Unreadable();
        var words = new byte[entry.Length];
        content.ReadExactly(words);
        return words;
    }

    private Rejection? Take(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            || !BackupNames.MayRestore(entry.Name)
            || _read.ContainsKey(entry.Name))
            return BackupRejections.Damaged(_file, $"it has an entry that no backup has, \"{Shown(entry.Name)}\"");
        using var target = Open(entry.Name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var bytes = 0L;
        while (entry.DataStream is { } content && content.Read(buffer) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            target?.Write(buffer, 0, count);
            bytes += count;
        }

        target?.Flush(flushToDisk: true);
        _read[entry.Name] = new(entry.Name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        return null;
    }

    private FileStream? Open(string name)
    {
        if (_directory is null) return null;
        var path = Path.Combine(_directory, name);
        PrivateFiles.MakeDirectory(Path.GetDirectoryName(path)!);
        return PrivateFiles.Create(path, PrivateFiles.FileMode);
    }

    private string? Compare(BackupContents contents)
    {
        foreach (var file in contents.Files)
        {
            if (file is null) throw Unreadable();
            if (!_read.TryGetValue(file.Name, out var read) || read != file)
                return $"{Shown(file.Name)} is not as it was written";
        }

        return contents.Files.Count == _read.Count ? null : "it has files that were added later";
    }

    private static string Shown(string name) =>
        string.Concat(name.Take(100).Select(sign => char.IsControl(sign) ? '?' : sign));
}
