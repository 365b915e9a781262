namespace AgentGateway.Domain.Artifacts;

/// <summary>What the journal and its checks know of artifacts.</summary>
public static class ArtifactStream
{
    public static StreamKind<ArtifactMachine, Artifact, ArtifactCommand> Kind { get; } = new(
        () => ArtifactJson.Plain.Artifact,
        [
            EventKind.Of("artifact.recorded", () => ArtifactJson.Plain.ArtifactRecorded),
            EventKind.Of("artifact.removed", () => ArtifactJson.Plain.ArtifactRemoved),
        ]);
}
