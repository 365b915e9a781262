namespace AgentGateway.Attach;

/// <summary>Input of the person at this terminal, and its end, in order.</summary>
internal abstract record PersonEvent
{
    private PersonEvent() { }

    public sealed record Typed(byte[] Bytes) : PersonEvent;

    public sealed record Resized(int Columns, int Rows) : PersonEvent;

    /// <summary>The terminal is gone, or a signal wants this program to end.</summary>
    /// <param name="ExitCode">The exit code to end with.</param>
    public sealed record Leaves(int ExitCode) : PersonEvent;
}
