namespace AgentGateway.Attach;

/// <summary>What comes from the person at this terminal, in order.</summary>
internal abstract record PersonEvent
{
    private PersonEvent() { }

    public sealed record Typed(byte[] Bytes) : PersonEvent;

    public sealed record Resized(int Columns, int Rows) : PersonEvent;

    /// <summary>The terminal is gone, or a signal wants this program to end.</summary>
    /// <param name="ExitCode">What the program is to end with.</param>
    public sealed record Leaves(int ExitCode) : PersonEvent;
}
