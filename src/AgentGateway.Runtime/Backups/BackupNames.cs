namespace AgentGateway.Runtime.Backups;

/// <summary>
/// Which files of a data directory belong into a backup, by their path in it. A file that is not named here is
/// taken for a person's, and is kept.
/// </summary>
internal static class BackupNames
{
    public const string Journal = "agentgateway.db";
    public const string Output = "output.db";

    /// <summary>Where the copies that the daemon makes by itself lie, unless the settings say otherwise.</summary>
    public const string Copies = "backups";

    /// <summary>The first entry of a backup: what it is.</summary>
    public const string Header = "agw-backup/header.json";

    /// <summary>The last entry: every file with its digest. A backup without it was not completed.</summary>
    public const string Contents = "agw-backup/contents.json";

    private const string Own = "agw-backup";

    /// <summary>What a running daemon makes for itself, or what can be had again.</summary>
    private static readonly string[] LeftOut =
    [
        Own, Copies, "logs", "sandbox-homes", "sandbox-resolv.conf", "daemon.json", "daemon.lock", "agw.sock", "tmux.sock",
    ];

    private static readonly string[] Unfinished = [".new", ".draft", ".unfinished"];

    /// <summary>The section of a file; null for one that belongs into no backup.</summary>
    /// <param name="path">Within the data directory, with <c>/</c> between its names.</param>
    public static BackupSection? SectionOf(string path)
    {
        var names = path.Split('/');
        if (LeftOut.Contains(names[0]) || Unfinished.Any(ending => names[^1].EndsWith(ending, StringComparison.Ordinal)))
            return null;
        return names switch
        {
            [Journal] => BackupSection.Journal,
            [Output] => BackupSection.Output,
            [var top] when IsOf(Journal, top) || IsOf(Output, top) => null,
            ["artifacts", ..] => BackupSection.Artifacts,
            ["sessions", "pipes", ..] => null,
            ["sessions" or "secrets", ..] or ["token" or "approvals-passphrase"] => BackupSection.Secrets,
            _ => BackupSection.Settings,
        };
    }

    /// <summary>
    /// Whether an entry of a backup may be written under that name: a plain path below the directory, to a file that
    /// backups have.
    /// </summary>
    public static bool MayRestore(string name) =>
        name.Split('/').All(part => part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal))
        && SectionOf(name) is not null;

    /// <summary>A database's log, head and other files beside it, which a copy of the database has no use for.</summary>
    private static bool IsOf(string database, string name) => name.StartsWith(database, StringComparison.Ordinal);
}
