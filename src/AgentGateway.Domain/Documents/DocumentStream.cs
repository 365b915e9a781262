namespace AgentGateway.Domain.Documents;

/// <summary>What the journal and its checks know of documents.</summary>
public static class DocumentStream
{
    public static StreamKind<DocumentMachine, DocumentState, DocumentCommand> Kind { get; } = new(
        () => DocumentJson.Plain.DocumentState,
        [
            EventKind.Of("document.written", () => DocumentJson.Plain.DocumentWritten),
            EventKind.Of("document.forgotten", () => DocumentJson.Plain.DocumentForgotten),
            EventKind.Of("document.erased", () => DocumentJson.Plain.DocumentErased),
        ]);
}
