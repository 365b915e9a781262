namespace AgentGateway.Terminal.Sandbox;

/// <summary>
/// How isolated a session is, in a sentence for people. <paramref name="IsHeld"/>: no process outlives it, and other
/// sessions cannot see its environment.
/// </summary>
public sealed record SandboxGuarantee(bool IsHeld, string Statement)
{
    public static SandboxGuarantee None { get; } = new(
        false,
        "Not sandboxed: a child that starts a session of its own (setsid) may outlive this one, and other "
        + "processes of the same user can read its environment.");

    public static SandboxGuarantee Strict { get; } = new(
        true,
        "Sandboxed strictly by bubblewrap: everything it starts ends with it, and it sees the system and its own "
        + "directory only, and no network.");

    public static SandboxGuarantee Bwrap { get; } = new(
        true,
        "Sandboxed by bubblewrap: everything it starts ends with it, and it sees neither other processes nor "
        + "the daemon's data.");
}
