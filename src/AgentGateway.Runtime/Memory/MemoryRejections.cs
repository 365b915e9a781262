using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Memory;

/// <summary>Why memory is not read or written.</summary>
internal static class MemoryRejections
{
    public static readonly Rejection Empty = new(
        "empty_text", "There is nothing to remember: the text is empty.", "Say what is to be remembered.");

    public static readonly Rejection TooLong = new(
        "note_too_long",
        string.Create(CultureInfo.InvariantCulture, $"A note has at most {NoteContent.CharactersMax} characters."),
        "Remember the fact in a sentence or two; keep longer texts in a file, or in a document with memory_write.");

    public static readonly Rejection SubjectTooLong = new(
        "invalid_argument",
        string.Create(
            CultureInfo.InvariantCulture, $"A subject has at most {NoteContent.SubjectCharactersMax} characters."),
        "Name in a few words what the note is about.");

    public static readonly Rejection Expired = new(
        "invalid_argument", "The note would have expired already.", "Give a time that is still to come.");

    public static readonly Rejection NoPassage = new(
        "passage_not_found",
        "The document does not have this passage, or has it more than once.",
        "Read the document with memory_read and give the passage exactly as it stands, with enough of its surroundings.");

    public static Rejection BadScope(string scope) => new(
        "invalid_scope",
        $"\"{ShortText.Of(scope)}\" is no scope.",
        "A scope is global, operator, agent, workspace or thread, or names another one: operator:NAME, agent:ID, "
            + "workspace:/path, thread:ID.");

    public static Rejection NoOwn(string scope) => new(
        "invalid_scope",
        $"This call has no {scope} of its own.",
        $"Name one, such as {scope}:{(scope == "workspace" ? "/path" : "ID")}, or use global.");

    public static Rejection OutOfReach(MemoryScope scope) => new(
        "scope_out_of_reach",
        $"The scope {scope} belongs to others.",
        "Use global, operator, agent, workspace or thread: those that belong to this call.");
}
