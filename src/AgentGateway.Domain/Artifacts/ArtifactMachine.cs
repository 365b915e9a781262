using System.Diagnostics;

namespace AgentGateway.Domain.Artifacts;

/// <summary>An artifact is recorded once and removed once; what it holds never changes.</summary>
public sealed class ArtifactMachine : IMachine<Artifact, ArtifactCommand>
{
    public static readonly Rejection Unknown = new(
        "unknown_artifact", "There is no artifact of that id.", "List artifacts with artifact_list.");

    public static string Kind => "artifact";

    public static int SnapshotVersion => 1;

    public static Artifact Initial => Artifact.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(Artifact state, ArtifactCommand command) => command switch
    {
        RecordArtifact c when state.Content is null => Outcomes.Of(new ArtifactRecorded(c.Content, c.Origin)),
        RecordArtifact => Outcomes.Nothing,
        RemoveArtifact when state.Content is null => Unknown,
        RemoveArtifact when state.RemovedAt is not null => Outcomes.Nothing,
        RemoveArtifact c => Outcomes.Of(new ArtifactRemoved(c.Reason)),
        _ => throw new UnreachableException(),
    };

    public static Artifact Evolve(Artifact state, RecordedEvent recorded) => recorded.Event switch
    {
        ArtifactRecorded e => new(new(recorded.Stream.Id), e.Content, e.Origin, recorded.At, null),
        ArtifactRemoved => state with { RemovedAt = recorded.At },
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(Artifact state) => [];

    public static IReadOnlyList<ReadRow> Project(Artifact before, RecordedEvent recorded, Artifact after) => [];
}
