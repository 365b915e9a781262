using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage;

/// <summary>Whether a damaged index of terminal output was set aside. Needs no daemon.</summary>
public sealed class OutputIndexFindings(IStoreInspection stored) : IFindingSource
{
    public IEnumerable<Finding> Find()
    {
        if (stored.OutputSetAside is { } aside)
            yield return Finding.Warn(
                "output",
                $"The index of terminal output could not be used and was set aside as {aside}; a new one was begun.",
                $"Nothing else was lost. Look at the disk's health, then delete {aside}.");
    }
}
