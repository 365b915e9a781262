using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Keeps the confidential input of sessions, encrypted with a key of this data directory. Only this user can read the
/// files, and without the key file they cannot be decrypted.
/// </summary>
internal sealed class ConfidentialInputStore(SessionPaths paths, SessionKey key)
{
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Write(SessionId session, ConfidentialInput content)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var plain = JsonSerializer.SerializeToUtf8Bytes(content, ConfidentialInputJson.Default.ConfidentialInput);
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

    /// <exception cref="InvalidDataException">It is missing, or was encrypted with another key.</exception>
    public ConfidentialInput Read(SessionId session)
    {
        try
        {
            ReadOnlySpan<byte> file = File.ReadAllBytes(FileOf(session));
            var nonce = file[..AesGcm.NonceByteSizes.MaxSize];
            var tag = file.Slice(nonce.Length, AesGcm.TagByteSizes.MaxSize);
            var encrypted = file[(nonce.Length + tag.Length)..];
            var plain = new byte[encrypted.Length];
            using var cipher = Cipher();
            cipher.Decrypt(nonce, encrypted, tag, plain, Name(session));
            return JsonSerializer.Deserialize(plain, ConfidentialInputJson.Default.ConfidentialInput)
                ?? throw new JsonException();
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

    private static byte[] Name(SessionId session) => Encoding.UTF8.GetBytes(session.Value);

    private AesGcm Cipher() => new(key.Bytes, AesGcm.TagByteSizes.MaxSize);

    private string FileOf(SessionId session) => Path.Combine(paths.Directory, session.Value, "given");
}
