namespace AgentGateway.Terminal.Tmux;

/// <summary>tmux could not be reached, did not answer in time, or refused a command.</summary>
public sealed class TmuxException(string message) : IOException(message)
{
    /// <summary>Whether tmux may have seen the command; if not, asking again cannot do anything twice.</summary>
    internal bool WasSent { get; init; } = true;
}
