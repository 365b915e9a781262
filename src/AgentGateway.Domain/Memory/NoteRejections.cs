namespace AgentGateway.Domain.Memory;

/// <summary>Why a note is not changed.</summary>
public static class NoteRejections
{
    public static readonly Rejection Unknown = new(
        "unknown_note", "There is no note of that id.", "Find notes with memory_recall; their ids begin with mem_.");

    public static readonly Rejection Itself = new(
        "note_circle", "A note cannot supersede itself.", "Correct the note instead with memory_correct.");

    public static Rejection NotActive(MemoryNote note) => note.SupersededBy is { } later
        ? new(
            "note_not_active",
            $"Note {note.Id} was superseded by {later}.",
            $"Change {later} instead, or remember the fact anew.")
        : new(
            "note_not_active",
            $"Note {note.Id} was retracted{(note.Reason is { } reason ? $": {reason}" : "")}.",
            "Remember the fact anew with memory_remember.");
}
