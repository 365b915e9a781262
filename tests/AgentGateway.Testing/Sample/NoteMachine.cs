using AgentGateway.Domain;

namespace AgentGateway.Testing.Sample;

/// <summary>What is written last stands.</summary>
public sealed class NoteMachine : IMachine<NoteState, string>
{
    public static string Kind => "note";

    public static int SnapshotVersion => 1;

    public static NoteState Initial { get; } = new("");

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(
        NoteState state, string command) => Outcomes.Of(new NoteWritten(command));

    public static NoteState Evolve(NoteState state, RecordedEvent recorded) => new(((NoteWritten)recorded.Event).Text);

    public static IReadOnlyList<Effect> Owed(NoteState state) => [];

    public static IReadOnlyList<ReadRow> Project(NoteState before, RecordedEvent recorded, NoteState after) =>
        [new NoteRow(recorded.Stream.Id, after.Text)];
}
