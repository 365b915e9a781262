namespace AgentGateway.Domain.Waits;

/// <summary>What the journal and its checks know of waits.</summary>
public static class WaitStream
{
    public static StreamKind<WaitMachine, WaitState, WaitCommand> Kind { get; } = new(
        WaitJson.Plain.WaitState,
        [
            new("wait.opened", WaitJson.Plain.WaitOpened),
            new("wait.cancelled", WaitJson.Plain.WaitCancelled),
            new("wait.settled", WaitJson.Plain.WaitSettled),
        ]);
}
