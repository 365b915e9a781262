using AgentGateway.Data;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>The files of secrets, none of which others may read.</summary>
internal sealed class SecretFindings(DataDirectory data) : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        if (!Directory.Exists(data.Secrets)) yield break;
        yield return OwnerOnly.Check("secrets", data.Secrets, DataDirectory.OwnerOnly, "chmod 700");
        foreach (var file in Directory.EnumerateFiles(data.Secrets).Order(StringComparer.Ordinal))
            if (OwnerOnly.Check("secrets", file, DataDirectory.OwnerFile, "chmod 600") is
                { Status: not "ok" } finding)
                yield return finding;
    }
}
