using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What is stored of a passphrase: a salt and a hash that takes a noticeable part of a second to compute, so that a
/// thief of the file can try few guesses.
/// </summary>
internal sealed record PassphraseHash(int Iterations, byte[] Salt, byte[] Hash)
{
    private const string Kind = "pbkdf2-sha256";
    private const int IterationsNow = 1_000_000;
    private const int SaltBytes = 32;
    private const int HashBytes = 32;

    public static PassphraseHash Of(string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new(IterationsNow, salt, Derive(passphrase, salt, IterationsNow));
    }

    /// <summary>Null where none was stored.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not what was written.</exception>
    public static PassphraseHash? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return File.ReadAllText(path).Trim().Split(' ') is [Kind, var iterations, var salt, var hash]
                ? new(
                    int.Parse(iterations, CultureInfo.InvariantCulture), Convert.FromHexString(salt),
                    Convert.FromHexString(hash))
                : throw new InvalidDataException($"{path} holds no passphrase.");
        }
        catch (FormatException damaged)
        {
            throw new InvalidDataException($"{path} holds no passphrase.", damaged);
        }
    }

    public void Write(string path) => PrivateFiles.Replace(
        path,
        Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind} {Iterations} {Convert.ToHexStringLower(Salt)} {Convert.ToHexStringLower(Hash)}\n")));

    /// <summary>Takes as long for a passphrase that is nearly right as for one that is not.</summary>
    public bool Matches(string passphrase) =>
        CryptographicOperations.FixedTimeEquals(Derive(passphrase, Salt, Iterations), Hash);

    private static byte[] Derive(string passphrase, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), salt, iterations,
        HashAlgorithmName.SHA256, HashBytes);
}
