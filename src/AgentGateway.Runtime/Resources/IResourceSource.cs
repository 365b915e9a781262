namespace AgentGateway.Runtime.Resources;

/// <summary>The resources of one capability, in the order of listing.</summary>
public interface IResourceSource
{
    IReadOnlyList<Resource> Resources { get; }
}
