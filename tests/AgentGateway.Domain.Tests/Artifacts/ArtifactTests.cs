using AgentGateway.Domain.Artifacts;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Artifacts.ArtifactMachine,
    AgentGateway.Domain.Artifacts.Artifact,
    AgentGateway.Domain.Artifacts.ArtifactCommand>;

namespace AgentGateway.Domain.Tests.Artifacts;

/// <summary>The law of artifacts.</summary>
public sealed class ArtifactTests
{
    private static readonly ArtifactContent Content = new(
        ArtifactKind.Output, "make", "text/plain", 12, "c0ffee", IsCut: true);
    private static readonly ArtifactOrigin Origin = new(
        "svarog", new("thr_1"), new("turn_1"), new("task_1"), new("ses_1"), "run_command");
    private static readonly ArtifactRecorded Recorded = new(Content, Origin);
    private static readonly ArtifactRemoved Removed = new("There is no room.");

    [Fact]
    public void An_artifact_is_recorded_once_and_what_it_holds_never_changes()
    {
        Story.Given().When(new RecordArtifact(Content, Origin), Recorded);
        Story.Given(Recorded).When(new RecordArtifact(Content with { Digest = "decaf" }, ArtifactOrigin.None));
        Story.Given(Recorded, Removed).When(new RecordArtifact(Content, Origin));
        Assert.Equal(new Artifact(new(Story.Id), Content, Origin, Story.At(1), null), Story.Given(Recorded).State);
    }

    [Fact]
    public void An_artifact_is_removed_once()
    {
        Story.Given(Recorded).When(new RemoveArtifact("There is no room."), Removed);
        Story.Given(Recorded, Removed).When(new RemoveArtifact("again"));
        Assert.Equal(
            Story.Given(Recorded).State with { RemovedAt = Story.At(2) }, Story.Given(Recorded, Removed).State);
    }

    [Fact]
    public void What_was_never_recorded_cannot_be_removed() =>
        Story.Given().Refuses(new RemoveArtifact("There is no room."), ArtifactMachine.Unknown);

    [Fact]
    public void An_artifact_owes_nothing_and_has_no_row()
    {
        foreach (var story in (Story[])[Story.Given(), Story.Given(Recorded), Story.Given(Recorded, Removed)])
        {
            Assert.Empty(story.Owed);
            Assert.Empty(story.Rows);
        }
    }
}
