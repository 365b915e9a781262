namespace AgentGateway.Domain.Egress;

/// <summary>What the journal and its checks know of what sandboxes reach.</summary>
public static class EgressStream
{
    public static StreamKind<EgressMachine, EgressState, EgressCommand> Kind { get; } = new(
        () => EgressJson.Plain.EgressState,
        [
            EventKind.Of("egress.recorded", () => EgressJson.Plain.EgressRecorded),
        ]);
}
