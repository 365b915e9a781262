namespace AgentGateway.Terminal.Backends;

/// <summary>The result of creating or adopting a terminal.</summary>
public abstract record TerminalOutcome
{
    private TerminalOutcome() { }

    /// <summary>The terminal is there. The caller owns it and disposes it.</summary>
    /// <param name="Terminal">The handle.</param>
    /// <param name="Shown">
    /// For an adopted terminal the bytes that put an empty screen of its size into its state, scrollback, cursor and
    /// the modes that are known included: they stand in for output that was not recorded. Empty for a new one.
    /// </param>
    public sealed record Ready(ITerminal Terminal, ReadOnlyMemory<byte> Shown) : TerminalOutcome;

    public sealed record Refused(Refusal Refusal) : TerminalOutcome;
}
