using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Seals what sessions were given with a key of this data directory, and makes and knows the tokens of their hooks.
/// What it writes is for this user alone; without the key file it is worth nothing.
/// </summary>
internal sealed class SessionVault(SessionPlaces places)
{
    private const int KeyBytes = 32;

    private readonly Lazy<byte[]> _key = new(() => ReadOrMakeKey(Path.Combine(places.Directory, "key")));

    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Seal(SessionId session, SealedSession content)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var plain = JsonSerializer.SerializeToUtf8Bytes(content, SealedJson.Default.SealedSession);
        var file = new byte[nonce.Length + AesGcm.TagByteSizes.MaxSize + plain.Length];
        nonce.CopyTo(file, 0);
        using var cipher = Cipher();
        cipher.Encrypt(
            nonce,
            plain,
            file.AsSpan(nonce.Length + AesGcm.TagByteSizes.MaxSize),
            file.AsSpan(nonce.Length, AesGcm.TagByteSizes.MaxSize),
            Name(session));
        CryptographicOperations.ZeroMemory(plain);
        PrivateFiles.Replace(FileOf(session), file);
    }

    /// <exception cref="InvalidDataException">It is missing, or was not sealed here.</exception>
    public SealedSession Open(SessionId session)
    {
        try
        {
            ReadOnlySpan<byte> file = File.ReadAllBytes(FileOf(session));
            var nonce = file[..AesGcm.NonceByteSizes.MaxSize];
            var tag = file.Slice(nonce.Length, AesGcm.TagByteSizes.MaxSize);
            var sealedText = file[(nonce.Length + tag.Length)..];
            var plain = new byte[sealedText.Length];
            using var cipher = Cipher();
            cipher.Decrypt(nonce, sealedText, tag, plain, Name(session));
            return JsonSerializer.Deserialize(plain, SealedJson.Default.SealedSession) ?? throw new JsonException();
        }
        catch (Exception failure) when (failure is IOException
            or UnauthorizedAccessException
            or CryptographicException
            or JsonException
            or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException(
                $"What {session} was given cannot be read again: {failure.Message}", failure);
        }
    }

    /// <summary>The secret by which a run's own hooks are known.</summary>
    public string HookToken(SessionId session, int run)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.Value, KeyBytes, info: "session hooks"u8.ToArray());
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{session}:{run}")));
    }

    /// <summary>Compares in constant time.</summary>
    public bool IsHookToken(SessionId session, int run, string token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(HookToken(session, run)), Encoding.UTF8.GetBytes(token));

    private static byte[] Name(SessionId session) => Encoding.UTF8.GetBytes(session.Value);

    private AesGcm Cipher() => new(_key.Value, AesGcm.TagByteSizes.MaxSize);

    private string FileOf(SessionId session) => Path.Combine(places.Directory, session.Value, "given");

    private static byte[] ReadOrMakeKey(string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: KeyBytes } known) return known;
        PrivateFiles.MakeDirectory(Path.GetDirectoryName(path)!);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        PrivateFiles.Replace(path, key);
        return key;
    }
}
