namespace AgentGateway.Domain.Artifacts;

/// <summary>Something that was produced is kept.</summary>
public sealed record ArtifactRecorded(ArtifactContent Content, ArtifactOrigin Origin) : DomainEvent;

/// <summary>Its content is no longer kept.</summary>
public sealed record ArtifactRemoved(string Reason) : DomainEvent;
