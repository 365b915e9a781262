using System.Security.Cryptography;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Artifacts;

/// <summary>
/// Contents by their digest, in files that only the daemon's user may read. Equal contents are one file.
/// </summary>
internal sealed class ArtifactStore(string directory)
{
    private const string Draft = ".draft";

    /// <summary>Keeps the content, durable when it answers; at most that many bytes of it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task<(string Digest, long Bytes, bool IsCut)> WriteAsync(
        Stream content, long bytesMax, CancellationToken cancellationToken)
    {
        PrivateFiles.MakeDirectory(directory);
        var draft = Path.Combine(directory, RandomNumberGenerator.GetHexString(24, lowercase: true) + Draft);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        var isCut = false;
        try
        {
            await using (var file = PrivateFiles.Create(draft, PrivateFiles.FileMode))
            {
                var buffer = new byte[64 * 1024];
                while (!isCut && await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                {
                    isCut = bytes + count > bytesMax;
                    var kept = buffer.AsMemory(0, (int)Math.Min(count, bytesMax - bytes));
                    hash.AppendData(kept.Span);
                    await file.WriteAsync(kept, cancellationToken);
                    bytes += kept.Length;
                }

                file.Flush(flushToDisk: true);
            }

            var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
            PrivateFiles.MakeDirectory(Path.GetDirectoryName(PathOf(digest))!);
            File.Move(draft, PathOf(digest), overwrite: true);
            return (digest, bytes, isCut);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Null where it is not there.</summary>
    public FileStream? Open(string digest)
    {
        try
        {
            return new(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Delete(string digest)
    {
        try
        {
            File.Delete(PathOf(digest));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is looked for again at the next start.
        }
    }

    /// <summary>Deletes what a crash left: drafts, and contents that nothing refers to.</summary>
    public void CleanUp(IReadOnlySet<string> kept)
    {
        if (!Directory.Exists(directory)) return;
        try
        {
            foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
                if (!kept.Contains(Path.GetFileName(path)))
                    File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted now is tried again at the next start.
        }
    }

    private string PathOf(string digest) => Path.Combine(directory, digest[..2], digest);
}
