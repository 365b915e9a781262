using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// Names by which files of keys, passwords and credentials are known. A name that is missing lets a secret be read
/// without an approval, so the table has too many rather than too few.
/// </summary>
public static class SecretPaths
{
    /// <summary>Directories and files, by name, anywhere on the path.</summary>
    public static readonly FrozenSet<string> Names = new[]
    {
        ".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".password-store", ".gcloud", ".netrc", ".pgpass",
        ".my.cnf", ".npmrc", ".pypirc", ".git-credentials", ".env", ".envrc", ".bash_history", ".zsh_history",
        ".python_history", ".psql_history", ".vault-token", "credentials", "credentials.json", "secrets.json", "id_rsa",
        "id_dsa", "id_ecdsa", "id_ed25519", "shadow", "gshadow", "sudoers", "keyrings", "htpasswd",
        ".htpasswd", "auth.json", ".boto", ".s3cfg", "rclone.conf",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Endings of a path's last name.</summary>
    public static readonly ImmutableArray<string> Endings =
        [".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk", ".tfstate"];

    private static readonly string[] HarmlessEndings = [".example", ".sample", ".template", ".dist", ".pub"];

    /// <summary>Whether the names in a path are those of a file with a secret.</summary>
    public static bool Looks(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0
            || HarmlessEndings.Any(ending => parts[^1].EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            return false;
        return parts.Any(Names.Contains)
            || parts is [.., "gh", "hosts.yml"]
            || parts[^1].StartsWith(".env.", StringComparison.OrdinalIgnoreCase)
            || Endings.Any(ending => parts[^1].EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
