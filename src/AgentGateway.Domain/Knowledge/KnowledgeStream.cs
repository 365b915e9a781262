namespace AgentGateway.Domain.Knowledge;

/// <summary>What the journal and its checks know of knowledge.</summary>
public static class KnowledgeStream
{
    public static StreamKind<KnowledgeMachine, KnowledgeItem, KnowledgeCommand> Kind { get; } = new(
        () => KnowledgeJson.Plain.KnowledgeItem,
        [
            EventKind.Of("knowledge.put", () => KnowledgeJson.Plain.KnowledgePut),
            EventKind.Of("knowledge.promoted", () => KnowledgeJson.Plain.KnowledgePromoted),
            EventKind.Of("knowledge.rejected", () => KnowledgeJson.Plain.KnowledgeRejected),
            EventKind.Of("knowledge.replaced", () => KnowledgeJson.Plain.KnowledgeReplaced),
            EventKind.Of("knowledge.replacement_told", () => KnowledgeJson.Plain.KnowledgeReplacementTold),
            EventKind.Of("knowledge.forgotten", () => KnowledgeJson.Plain.KnowledgeForgotten),
            EventKind.Of("knowledge.erased", () => KnowledgeJson.Plain.KnowledgeErased),
        ]);
}
