namespace AgentGateway.Runtime.Doctor;

/// <summary>
/// The findings of one capability about itself, for <c>agw doctor</c>. A module registers the source; the container
/// makes it like a service.
/// </summary>
public interface IFindingSource
{
    /// <summary>Looks now. Changes nothing, and is quick: a person waits for it.</summary>
    IEnumerable<Finding> Find();
}
