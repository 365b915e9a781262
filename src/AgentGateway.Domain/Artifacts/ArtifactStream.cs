namespace AgentGateway.Domain.Artifacts;

/// <summary>What the journal and its checks know of artifacts.</summary>
public static class ArtifactStream
{
    public static StreamKind<ArtifactMachine, Artifact, ArtifactCommand> Kind { get; } = new(
        ArtifactJson.Plain.Artifact,
        [
            new("artifact.recorded", ArtifactJson.Plain.ArtifactRecorded),
            new("artifact.removed", ArtifactJson.Plain.ArtifactRemoved),
        ]);
}
