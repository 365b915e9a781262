using System.Globalization;

namespace AgentGateway.Runtime.Backups;

/// <summary>The folder of the copies that a daemon makes by itself. Files with other names are not touched.</summary>
public sealed class BackupFolder(string data, BackupOptions options)
{
    private const string Beginning = "agentgateway-";
    private const string Ending = ".tar.gz";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    public string Path { get; } = options.Directory is { Length: > 0 } given
        ? given
        : System.IO.Path.Combine(data, BackupNames.Copies);

    /// <summary>The copies that are there, the newest first.</summary>
    public IReadOnlyList<(string File, DateTimeOffset MadeAt)> Copies()
    {
        if (!Directory.Exists(Path)) return [];
        return
        [
            .. from file in Directory.EnumerateFiles(Path)
               let madeAt = TimeOf(System.IO.Path.GetFileName(file))
               where madeAt is not null
               orderby madeAt descending
               select (file, madeAt.Value),
        ];
    }

    public string FileOf(DateTimeOffset madeAt) => System.IO.Path.Combine(
        Path, Beginning + madeAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + Ending);

    /// <summary>Deletes the oldest copies beyond the number that is kept.</summary>
    public void Prune()
    {
        foreach (var (file, _) in Copies().Skip(options.Keep)) File.Delete(file);
    }

    private static DateTimeOffset? TimeOf(string name) =>
        name.StartsWith(Beginning, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(
            name[Beginning.Length..^Ending.Length],
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var madeAt)
            ? madeAt
            : null;
}
