using System.Security.Cryptography;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sessions;

/// <summary>The key of this data directory by which sessions encrypt and sign; made when it is first needed.</summary>
internal sealed class SessionKey(SessionPaths paths)
{
    private const int KeyBytes = 32;

    private readonly Lazy<byte[]> _bytes = new(() => ReadOrMake(Path.Combine(paths.Directory, "key")));

    public byte[] Bytes => _bytes.Value;

    private static byte[] ReadOrMake(string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: KeyBytes } known) return known;
        PrivateFiles.MakeDirectory(Path.GetDirectoryName(path)!);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        PrivateFiles.Replace(path, key);
        return key;
    }
}
