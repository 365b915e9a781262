namespace AgentGateway.Gateways.Platforms;

/// <summary>An account of a person or a bot.</summary>
/// <param name="Id">The platform's stable id, never a name that can be changed.</param>
/// <param name="Name">What the platform shows; untrusted text.</param>
public sealed record ChatPerson(string Id, string Name, bool IsBot = false)
{
    /// <summary>The platform's id of the organisation that the person belongs to; null where it has none.</summary>
    public string? Team { get; init; }
}
