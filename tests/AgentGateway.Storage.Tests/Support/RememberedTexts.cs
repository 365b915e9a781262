using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>Notes, a document of two versions and a piece of knowledge, each with a full-text index.</summary>
internal static class RememberedTexts
{
    public static IEnumerable<AppendRequest> Of(string suffix)
    {
        var document = new EventScript<DocumentMachine, DocumentState, DocumentCommand>(
            DocumentStream.Kind, "doc_" + suffix);
        foreach (var port in (int[])[8080, 9090])
            yield return new EventScript<NoteMachine, MemoryNote, NoteCommand>(NoteStream.Kind, $"mem_{suffix}{port}").Append(
                new NoteRemembered(
                    new($"The port is {port}", "port", NoteKind.Fact, MemoryScope.Global, 1, null),
                    new("weles", false, false),
                    new(null, null, null, null, null, null),
                    null));
        foreach (var (version, text) in ((int, string)[])[(1, "- VPN"), (2, "- VPN first, then the port")])
            yield return document.Append(
                new DocumentWritten(
                    MemoryScope.Global, "MEMORY", version, new(text, DocumentChange.Appended), new("main", false, false),
                    "why"));
        yield return new EventScript<KnowledgeMachine, KnowledgeItem, KnowledgeCommand>(
            KnowledgeStream.Kind, "kno_" + suffix).Append(
                new KnowledgePut(
                    new("Deploying", MemoryScope.Global, "procedure", "Run make deploy.", "deploy/shop"),
                    new("weles", IsPerson: false),
                    null));
    }
}
