using AgentGateway.Data;
using AgentGateway.Posix;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>The data directory with its token, its database and all that is in it.</summary>
internal sealed class DataFindings(DataDirectory data) : IFindingSource
{
    private const int NamedMax = 3;

    public IEnumerable<Finding> Find()
    {
        if (!Directory.Exists(data.Path))
        {
            yield return MayBeMade()
                ? Finding.Warn("data", $"{data.Path} does not exist yet.", "`agw serve` makes it.")
                : Finding.Fail(
                    "data",
                    $"{data.Path} does not exist, and this user cannot make it.",
                    "Name another with --data or AGW_DATA.");
            yield break;
        }

        var own = OwnerOnly.Check("data", data.Path, DataDirectory.OwnerOnly, "chmod 700");
        yield return own;
        yield return Token();
        if (File.Exists(data.Database))
            yield return OwnerOnly.Check("database", data.Database, DataDirectory.OwnerFile, "chmod 600");
        if (own.Status == "fail") yield break;
        foreach (var finding in Others()) yield return finding;
    }

    /// <summary>Whether the nearest directory above that exists may be written.</summary>
    private bool MayBeMade()
    {
        var above = Path.GetDirectoryName(data.Path);
        while (above is not null && FileRights.KindOf(above) is null) above = Path.GetDirectoryName(above);
        return above is not null && Directory.Exists(above) && FileRights.MayMakeIn(above);
    }

    private Finding Token() =>
        !File.Exists(data.Token) ? Finding.Ok("token", "None yet; it is made at the first start")
        : TokenFile.Read(data).IsRejected(out var rejection) ? Finding.Fail("token", rejection.Message, rejection.Hint)
        : Finding.Ok("token", "It is there, and for its owner alone");

    /// <summary>What is loose in the directory and has no check of its own.</summary>
    private IEnumerable<Finding> Others()
    {
        var loose = LooseFiles.In(data)
            .Where(path => path != data.Path
                && path != data.Database
                && path != data.Secrets
                && !path.StartsWith(data.Secrets + "/", StringComparison.Ordinal))
            .ToList();
        if (loose.Count == 0) yield break;
        var named = string.Join(", ", loose.Take(NamedMax));
        yield return Finding.Warn(
            "data",
            $"Others may use {named}{(loose.Count > NamedMax ? $" and {loose.Count - NamedMax} more" : "")}.",
            "Run: agw doctor --fix");
    }
}
