using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Secrets;

/// <summary>
/// Secrets that sessions are given by name: a file for each, readable by its owner alone. A file that others can read
/// is no secret any more, so it is refused rather than repaired. Values are in no event, log or answer: each one that
/// is stored or read is known to <see cref="KnownSecrets"/> from then on. Safe for callers on several threads.
/// </summary>
public sealed class SecretStore(string directory, KnownSecrets known)
{
    public const int ValueBytesMax = 64 * 1024;
    public const int NameCharactersMax = 64;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Lock _writing = new();

    /// <summary>
    /// Stores the secret and replaces an earlier one. A reader gets the old value or the new one, never a mixture.
    /// </summary>
    public Outcome<SecretInfo> Set(string name, string value)
    {
        if (Refuse(name) is { } refused) return refused;
        if (value.Length == 0)
            return new Rejection("empty_secret", "The value is empty.", "Give the value on standard input.");
        if (value.Contains('\0', StringComparison.Ordinal) || !IsText(value, out var bytes))
            return new Rejection(
                "invalid_secret",
                "The value cannot be a variable of an environment.",
                "Encode it, for instance with base64.");
        if (bytes > ValueBytesMax)
            return new Rejection(
                "secret_too_long",
                $"The value has {bytes} bytes; {ValueBytesMax} are allowed.",
                "Keep such a long value in a file, and store the file's path or key as the secret.");
        known.AddStored(name, value);
        return Guarded(() =>
        {
            PrivateFiles.MakeDirectory(directory);
            var draft = Path.Combine(directory, $".{name}.{RandomNumberGenerator.GetHexString(16)}");
            lock (_writing)
            {
                // A file that a crash left behind holds a secret too.
                foreach (var old in Directory.EnumerateFiles(directory, $".{name}.*")) File.Delete(old);
                try
                {
                    using (var file = PrivateFiles.Create(draft, PrivateFiles.FileMode))
                    {
                        file.Write(Strict.GetBytes(value));
                        file.Flush(flushToDisk: true);
                    }

                    File.Move(draft, PathOf(name), overwrite: true);
                }
                finally
                {
                    File.Delete(draft);
                }
            }

            return Outcome.Of(Info(name));
        });
    }

    /// <summary>Names, never values, in order.</summary>
    public Outcome<IReadOnlyList<SecretInfo>> List() => Guarded(() => Outcome.Of<IReadOnlyList<SecretInfo>>(
        !Directory.Exists(directory)
            ? []
            : [.. new DirectoryInfo(directory).EnumerateFiles()
                .Where(file => file.LinkTarget is null)
                .Select(file => file.Name)
                .Where(name => Refuse(name) is null)
                .Order(StringComparer.Ordinal)
                .Select(Info)]));

    /// <summary>Makes further values known, such as those that settings have in clear.</summary>
    public void Hide(IEnumerable<string> values) => known.Add(values);

    /// <summary>Makes all stored values known, so that they are redacted before a session has one of them.</summary>
    public void Know()
    {
        if (List().IsRejected(out _, out var stored)) return;
        foreach (var secret in stored) Read(secret.Name);
    }

    public Outcome<string> Remove(string name)
    {
        if (Refuse(name) is { } refused) return refused;
        return Guarded<string>(() =>
        {
            lock (_writing)
            {
                if (!File.Exists(PathOf(name)) && new FileInfo(PathOf(name)).LinkTarget is null) return Unknown(name);
                File.Delete(PathOf(name));
                return name;
            }
        });
    }

    /// <summary>
    /// The value, for the environment of a program and for nothing else. A name that is not allowed has no value.
    /// </summary>
    public Outcome<string> Read(string name)
    {
        if (Refuse(name) is not null)
            return Unknown(ShortText.Of(name, NameCharactersMax));
        return Guarded<string>(() =>
        {
            var file = new FileInfo(PathOf(name));
            if (!file.Exists || file.LinkTarget is not null) return Unknown(name);
            if (!OperatingSystem.IsWindows() && (file.UnixFileMode & Others) != 0)
                return new Rejection(
                    "secret_permissions",
                    $"Other users may read the secret {name}: the file {file.FullName}.",
                    $"Set it anew, to another value if others may have read it: agw secret set {name}");
            if (file.Length > ValueBytesMax)
                return new Rejection(
                    "secret_too_long", $"The secret {name} is too long.", $"Set it anew: agw secret set {name}");
            var value = Strict.GetString(File.ReadAllBytes(file.FullName));
            known.AddStored(name, value);
            return value;
        });
    }

    private static Rejection? Refuse(string name) =>
        name.Length is > 0 and <= NameCharactersMax
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? null
            : new("invalid_secret_name", "That cannot name a secret.",
                $"Use 1 to {NameCharactersMax} letters, digits, _, - and ., beginning with a letter or _.");

    private static Rejection Unknown(string name) =>
        new("secret_unknown", $"There is no secret {name}.", $"Set it with: agw secret set {name}");

    private static bool IsText(string value, out int bytes)
    {
        try
        {
            bytes = Strict.GetByteCount(value);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = 0;
            return false;
        }
    }

    private static Outcome<T> Guarded<T>(Func<Outcome<T>> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is IOException
            or UnauthorizedAccessException
            or DecoderFallbackException)
        {
            return new Rejection(
                "secrets_unusable",
                $"The secrets cannot be read or written: {exception.Message}",
                "Check the directory secrets in the data directory, and the free space on the disk.");
        }
    }

    private SecretInfo Info(string name) =>
        new(name, new DateTimeOffset(File.GetLastWriteTimeUtc(PathOf(name)), TimeSpan.Zero));

    private string PathOf(string name) => Path.Combine(directory, name);
}

/// <summary>What may be told of a secret.</summary>
public sealed record SecretInfo(string Name, DateTimeOffset SetAt);
