namespace AgentGateway.Terminal.Tmux;

/// <summary>A message of tmux to a control client.</summary>
internal abstract record ControlMessage
{
    private ControlMessage() { }

    /// <summary>
    /// The answer to one command. <paramref name="IsOurs"/> is false for the answer to the command that started the
    /// client.
    /// </summary>
    public sealed record Answer(bool Ok, bool IsOurs, IReadOnlyList<byte[]> Lines) : ControlMessage;

    /// <summary>Output of a pane, with tmux's escapes undone.</summary>
    public sealed record Output(string Pane, byte[] Bytes) : ControlMessage;

    /// <summary>Something happened; <paramref name="Name"/> is without the percent sign.</summary>
    public sealed record Notice(string Name, string Arguments) : ControlMessage;

    /// <summary>Nothing follows.</summary>
    public sealed record Exit(string Reason) : ControlMessage;

    /// <summary>
    /// A line that is not of the protocol: an error message of tmux itself, before it speaks the protocol.
    /// </summary>
    public sealed record OtherLine(string Text) : ControlMessage;
}
