using AgentGateway.Domain;

namespace AgentGateway.Testing.Sample;

public static class NoteStream
{
    public static StreamKind<NoteMachine, NoteState, string> Kind { get; } =
        new(() => NoteJson.Plain.NoteState, [EventKind.Of("note.written", () => NoteJson.Plain.NoteWritten)]);
}
