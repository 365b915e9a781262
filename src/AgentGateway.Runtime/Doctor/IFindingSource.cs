namespace AgentGateway.Runtime.Doctor;

/// <summary>
/// The findings of one capability about itself, for <c>agw doctor</c>. A module registers the source; the container
/// makes it like a service.
/// </summary>
public interface IFindingSource
{
    /// <summary>Looks now, at what this process can see by itself. Changes nothing.</summary>
    IEnumerable<Finding> Find();

    /// <summary>
    /// The same for a person who waits a few seconds; a source that has to ask another program over the network does it
    /// here.
    /// </summary>
    Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([.. Find()]);
}
