namespace AgentGateway.Domain.Memory;

/// <summary>What the journal and its checks know of notes.</summary>
public static class NoteStream
{
    public static StreamKind<NoteMachine, MemoryNote, NoteCommand> Kind { get; } = new(
        () => NoteJson.Plain.MemoryNote,
        [
            EventKind.Of("memory.remembered", () => NoteJson.Plain.NoteRemembered),
            EventKind.Of("memory.corrected", () => NoteJson.Plain.NoteCorrected),
            EventKind.Of("memory.confirmed", () => NoteJson.Plain.NoteConfirmed),
            EventKind.Of("memory.superseded", () => NoteJson.Plain.NoteSuperseded),
            EventKind.Of("memory.linked", () => NoteJson.Plain.NoteLinked),
            EventKind.Of("memory.retracted", () => NoteJson.Plain.NoteRetracted),
            EventKind.Of("memory.forgotten", () => NoteJson.Plain.NoteForgotten),
            EventKind.Of("memory.erased", () => NoteJson.Plain.NoteErased),
        ]);
}
