using AgentGateway.Data;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>The data directory with its token and its database.</summary>
internal sealed class DataFindings(DataDirectory data) : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        if (!Directory.Exists(data.Path))
        {
            yield return Finding.Warn("data", $"{data.Path} does not exist yet.", "`agw serve` makes it.");
            yield break;
        }

        yield return OwnerOnly.Check("data", data.Path, DataDirectory.OwnerOnly, "chmod 700");
        yield return Token();
        if (File.Exists(data.Database))
            yield return OwnerOnly.Check("database", data.Database, DataDirectory.OwnerFile, "chmod 600");
    }

    private Finding Token() =>
        !File.Exists(data.Token) ? Finding.Ok("token", "None yet; it is made at the first start")
        : TokenFile.Read(data).IsRejected(out var rejection) ? Finding.Fail("token", rejection.Message, rejection.Hint)
        : Finding.Ok("token", "It is there, and for its owner alone");
}
