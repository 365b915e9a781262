using System.Globalization;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Backups;

/// <summary>How old the newest copy is that a daemon made by itself. Needs no daemon.</summary>
public sealed class BackupFindings(string data, BackupOptions options, TimeProvider time) : IFindingSource
{
    private const string Check = "backups";

    /// <summary>A machine may be off for a while; more than so many copies that were not made are worth a word.</summary>
    private const int MissedMax = 3;

    public IEnumerable<Finding> Find()
    {
        if (options.Keep == 0)
            return [Finding.Ok(Check, "The daemon makes no copies by itself (Backups:Keep is 0)")];
        var folder = new BackupFolder(data, options);
        if (folder.Copies() is not [var newest, ..] copies)
            return [Finding.Ok(Check, $"No copy yet; a running daemon makes one every {options.EveryHours} hours")];
        var age = time.GetUtcNow() - newest.MadeAt;
        return
        [
            age.TotalHours > (double)MissedMax * options.EveryHours
                ? Finding.Warn(
                    Check,
                    $"The newest copy is {Words(age)} old: {newest.File}.",
                    "A running daemon makes them when something happens, and its log says why not. Now: agw backup FILE")
                : Finding.Ok(Check, $"{copies.Count}, the newest {Words(age)} old: {newest.File}"),
        ];
    }

    private static string Words(TimeSpan age) => age.TotalHours < 48
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalHours):0} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days");
}
