using System.Globalization;

namespace AgentGateway.Domain.Documents;

/// <summary>Why a document is not written.</summary>
public static class DocumentRejections
{
    public static readonly Rejection Unknown = new(
        "unknown_document",
        "There is no such document, or it was forgotten.",
        "List documents with memory_read without a name, or write it with memory_write.");

    public static readonly Rejection TooLong = new(
        "document_too_long",
        string.Create(
            CultureInfo.InvariantCulture,
            $"A document has at most {DocumentState.CharactersMax} characters, because prompts show it whole."),
        "Remove what is no longer needed, or keep single facts as notes with memory_remember.");

    public static readonly Rejection BadName = new(
        "invalid_document_name",
        "A document's name is 1 to 64 letters, digits, dots, hyphens and underscores, and begins with a letter or digit.",
        "Use SOUL, MEMORY or USER, or a short name of your own such as conventions.");

    public static Rejection Conflict(DocumentState state, long over) => new(
        "document_conflict",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Name} was written by {state.Author} in the meantime: it is at version {state.Version}, ")
            + $"and this text was made from {Made(over)}.",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Nothing was changed. Read it again, put both together, and write with version {state.Version}."));

    private static string Made(long over) =>
        over == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"version {over}");
}
