namespace AgentGateway.Domain.Artifacts;

public abstract record ArtifactCommand;

public sealed record RecordArtifact(ArtifactContent Content, ArtifactOrigin Origin) : ArtifactCommand;

public sealed record RemoveArtifact(string Reason) : ArtifactCommand;
