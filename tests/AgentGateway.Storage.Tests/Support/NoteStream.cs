using AgentGateway.Domain;

namespace AgentGateway.Storage.Tests.Support;

internal static class NoteStream
{
    public static StreamKind<NoteMachine, NoteState, string> Kind { get; } =
        new(NoteJson.Plain.NoteState, [new("note.written", NoteJson.Plain.NoteWritten)]);
}
