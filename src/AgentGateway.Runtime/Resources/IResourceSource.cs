using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Resources;

/// <summary>The resources of one capability, in the order of listing.</summary>
public interface IResourceSource
{
    /// <summary>Those that every client has. What is read at their addresses may differ with the reader.</summary>
    IReadOnlyList<Resource> Resources { get; }

    /// <summary>Those that are listed to that client, where they are not the same for all.</summary>
    ValueTask<IReadOnlyList<Resource>> ResourcesOfAsync(Caller caller, CancellationToken cancellationToken) =>
        new(Resources);
}
