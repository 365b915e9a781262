namespace AgentGateway.Domain.Knowledge;

/// <summary>What the journal and its checks know of preflights.</summary>
public static class PreflightStream
{
    public static StreamKind<PreflightMachine, LatestPreflight, RecordPreflight> Kind { get; } = new(
        () => KnowledgeJson.Plain.LatestPreflight,
        [EventKind.Of("preflight.decided", () => KnowledgeJson.Plain.PreflightDecided)]);
}
