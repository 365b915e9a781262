namespace AgentGateway.Terminal.Backends;

/// <summary>What came of creating or adopting a terminal.</summary>
public abstract record TerminalOutcome
{
    private TerminalOutcome() { }

    /// <summary>It is there. Whoever asked owns it and disposes it.</summary>
    /// <param name="Terminal">The handle.</param>
    /// <param name="Shown">
    /// For an adopted terminal the bytes that put an empty screen of its size into its state, scrollback, cursor and the modes that are known
    /// included: they stand in for output that nobody recorded. Empty for a new one.
    /// </param>
    public sealed record Ready(ITerminal Terminal, ReadOnlyMemory<byte> Shown) : TerminalOutcome;

    public sealed record Refused(Refusal Refusal) : TerminalOutcome;
}
