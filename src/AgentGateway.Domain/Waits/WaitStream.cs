namespace AgentGateway.Domain.Waits;

/// <summary>What the journal and its checks know of waits.</summary>
public static class WaitStream
{
    public static StreamKind<WaitMachine, WaitState, WaitCommand> Kind { get; } = new(
        () => WaitJson.Plain.WaitState,
        [
            EventKind.Of("wait.opened", () => WaitJson.Plain.WaitOpened),
            EventKind.Of("wait.cancelled", () => WaitJson.Plain.WaitCancelled),
            EventKind.Of("wait.settled", () => WaitJson.Plain.WaitSettled),
        ]);
}
