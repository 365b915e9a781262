using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Backends;

/// <summary>A way to have terminals. Disposing it disposes its terminals.</summary>
public interface ITerminalBackend : IAsyncDisposable
{
    /// <summary><c>pty</c> or <c>tmux</c>.</summary>
    string Name { get; }

    /// <summary>Whether its terminals go on while no daemon runs, and can then be adopted.</summary>
    bool SurvivesDaemon { get; }

    /// <summary>
    /// Starts a program in a new terminal. Refused with <c>name_invalid</c>, <c>name_taken</c>, <c>size_invalid</c>,
    /// <c>program_not_found</c>, <c>program_not_executable</c>, <c>directory_not_found</c>, <c>environment_invalid</c>,
    /// <c>argument_invalid</c>, <c>no_terminal_left</c>, <c>descriptors_exhausted</c>, <c>start_failed</c> or
    /// <c>tmux_unavailable</c>.
    /// </summary>
    Task<TerminalOutcome> CreateAsync(TerminalRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// All terminals that exist, including those of an earlier daemon and those that another program made in the same
    /// tmux server.
    /// </summary>
    Task<IReadOnlyList<ExistingTerminal>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes over a terminal that an earlier daemon left. Its output goes on at <paramref name="offset"/>, with a gap
    /// marked there. Refused with <c>terminal_not_found</c>, <c>terminal_ended</c>, <c>name_taken</c> when it is held
    /// already, or as creating is.
    /// </summary>
    Task<TerminalOutcome> AdoptAsync(string name, long offset, CancellationToken cancellationToken);

    /// <summary>
    /// The bytes that show a terminal's screen, as in <see cref="TerminalOutcome.Ready"/>, also when its program has
    /// ended. Empty where they are not known.
    /// </summary>
    Task<ReadOnlyMemory<byte>> ShowAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Ends and removes a terminal, whether or not there is a handle of it. False when there is none of that name.
    /// </summary>
    Task<bool> RemoveAsync(string name, StopLimits limits, CancellationToken cancellationToken);
}
