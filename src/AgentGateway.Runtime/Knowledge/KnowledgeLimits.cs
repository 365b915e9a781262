using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Knowledge;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>How much a piece of knowledge may say.</summary>
internal static class KnowledgeLimits
{
    private const int TypeCharactersMax = 40;

    public static Rejection? Refuse(KnowledgeContent content) =>
        content.Subject.Length == 0 ? Empty("subject")
        : content.Summary.Length == 0 ? Empty("summary")
        : content.Subject.Length > KnowledgeContent.SubjectCharactersMax
            ? TooLong("subject", KnowledgeContent.SubjectCharactersMax)
        : content.Summary.Length > KnowledgeContent.SummaryCharactersMax
            ? TooLong("summary", KnowledgeContent.SummaryCharactersMax)
        : content.Payload.Length > KnowledgeContent.PayloadCharactersMax
            ? TooLong("payload", KnowledgeContent.PayloadCharactersMax)
        : content.Type.Length > TypeCharactersMax ? TooLong("type", TypeCharactersMax)
        : content.CoverageKey?.Length > KnowledgeContent.KeyCharactersMax
            ? TooLong("coverage_key", KnowledgeContent.KeyCharactersMax)
        : content.Evidence.Count > KnowledgeContent.EvidenceMax
            ? new("invalid_argument", $"There are more than {KnowledgeContent.EvidenceMax} pieces of evidence.",
                "Give those that show it best.")
        : content.Evidence.Any(one => one.Length > KnowledgeContent.EvidenceCharactersMax)
            ? TooLong("evidence", KnowledgeContent.EvidenceCharactersMax)
        : null;

    public static Rejection TooLong(string name, int charactersMax) => new(
        "text_too_long",
        string.Create(CultureInfo.InvariantCulture, $"{name} has more than {charactersMax} characters."),
        "Shorten it, or put it into a file and name the file as evidence.");

    private static Rejection Empty(string name) =>
        new("empty_text", $"{name} is empty.", "Say what the knowledge is about, and what one has to know.");
}
