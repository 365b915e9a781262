using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using AgentGateway.Storage.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// The journal's head in a small file beside the database, so that a database that has lost its newest events can be
/// told from one that never had them. It is written after each commit and before the commit's callers are answered,
/// without a sync: after a killed process it is exact, and after a power failure it may be older. It is therefore never
/// ahead of the database, and a database that is behind it has lost something.
/// </summary>
/// <remarks>
/// Two records are written in turn, each in a block of its own and with a checksum, so that one that was cut short
/// leaves the other. The newer one counts. Used by one thread at a time.
/// </remarks>
internal sealed class HeadFile : IDisposable
{
    private const string Mark = "agw-head-1";
    private const int RecordOffset = 4_096;
    private const int RecordBytes = 256;
    private const int ChecksumBytes = 8;

    private readonly SafeFileHandle _file;
    private readonly byte[] _record = new byte[RecordBytes];
    private int _next;

    private HeadFile(SafeFileHandle file) => _file = file;

    /// <summary>The file that belongs to that database.</summary>
    public static string PathOf(string database) => database + "-head";

    /// <summary>What the file says; null when there is none, or none that can be read.</summary>
    public static JournalHead? Read(string database)
    {
        if (!File.Exists(PathOf(database)))
            return null;
        using var file = File.OpenHandle(
            PathOf(database), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Newer(Read(file, 0), Read(file, RecordOffset));
    }

    /// <summary>Opens the file, or makes one that only its owner can read.</summary>
    public static HeadFile Open(string database)
    {
        PrivateFile.Make(PathOf(database));
        return new(File.OpenHandle(
            PathOf(database), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <summary>
    /// The head of what was committed. A failure of the disk is passed over: the file is then behind, which contradicts
    /// nothing, and the next commit writes it again.
    /// </summary>
    public void Write(JournalHead head)
    {
        // One producer waits for this write with each of its appends, so the record is made in place.
        var record = _record.AsSpan();
        record.Fill((byte)'\n');
        if (!Utf8.TryWrite(
            record,
            CultureInfo.InvariantCulture,
            $"{Mark} {head.Id} {head.Epoch} {head.Position} {head.Hash} ",
            out var length))
            throw new UnreachableException();
        WriteChecksum(record[..length], record[length..]);
        try
        {
            RandomAccess.Write(_file, record, _next * RecordOffset);
            _next = 1 - _next;
        }
        catch (IOException)
        {
            // See above: what is behind contradicts nothing.
        }
    }

    /// <summary>
    /// Empties the file for good, before the journal gets another id: a crash after that leaves a database with the new
    /// id and no head that contradicts it.
    /// </summary>
    public void Forget()
    {
        RandomAccess.SetLength(_file, 0);
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Makes the last record durable and closes the file.</summary>
    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException)
        {
            // What is not on the disk is behind after a power failure, and contradicts nothing.
        }

        _file.Dispose();
    }

    private static JournalHead? Read(SafeFileHandle file, long offset)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        var text = Encoding.ASCII.GetString(record[..RandomAccess.Read(file, record, offset)]).TrimEnd('\n');
        var end = text.LastIndexOf(' ') + 1;
        Span<byte> checksum = stackalloc byte[2 * ChecksumBytes];
        WriteChecksum(Encoding.ASCII.GetBytes(text[..end]), checksum);
        return Encoding.ASCII.GetString(checksum) == text[end..]
            && text.Split(' ') is [Mark, var id, var epoch, var position, var hash, _]
            && long.TryParse(epoch, CultureInfo.InvariantCulture, out var epochNumber)
            && long.TryParse(position, CultureInfo.InvariantCulture, out var positionNumber)
            ? new(id, epochNumber, positionNumber, hash)
            : null;
    }

    private static JournalHead? Newer(JournalHead? one, JournalHead? other) =>
        one is null || (other is not null && other.Value.Position > one.Value.Position) ? other : one;

    private static void WriteChecksum(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        if (!Convert.TryToHexStringLower(digest[..ChecksumBytes], digits, out _)) throw new UnreachableException();
    }
}
