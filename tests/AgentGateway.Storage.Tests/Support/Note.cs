using System.Text.Json.Serialization;
using AgentGateway.Domain;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>A capability that the daemon does not have: one event, one row.</summary>
internal sealed record NoteWritten(string Text) : DomainEvent;

internal sealed record NoteState(string Text);

internal sealed record NoteRow(string Id, string Text) : ReadRow
{
    public override string Key => Id;
}

/// <summary>What is written last stands.</summary>
internal sealed class NoteMachine : IMachine<NoteState, string>
{
    public static string Kind => "note";

    public static int SnapshotVersion => 1;

    public static NoteState Initial { get; } = new("");

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(NoteState state, string command) => Outcomes.Of(new NoteWritten(command));

    public static NoteState Evolve(NoteState state, RecordedEvent recorded) => new(((NoteWritten)recorded.Event).Text);

    public static IReadOnlyList<Effect> Owed(NoteState state) => [];

    public static IReadOnlyList<ReadRow> Project(NoteState before, RecordedEvent recorded, NoteState after) =>
        [new NoteRow(recorded.Stream.Id, after.Text)];
}

[JsonSerializable(typeof(NoteWritten))]
[JsonSerializable(typeof(NoteState))]
internal sealed partial class NoteJson : JsonSerializerContext
{
    public static NoteJson Plain { get; } = new(StoredJson.Options());
}

internal static class NoteStream
{
    public static StreamKind<NoteMachine, NoteState, string> Kind { get; } =
        new(NoteJson.Plain.NoteState, [new("note.written", NoteJson.Plain.NoteWritten)]);
}
