using AgentGateway.Posix;

namespace AgentGateway.Terminal.Backends;

/// <summary>How a terminal's program ended. Exactly one of the three is set.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Signal">The number of the signal that ended it.</param>
/// <param name="Unknown">Why neither is known.</param>
/// <param name="Left">
/// Processes that could not be ended. Those that left the process session (setsid) are found by their mark only.
/// </param>
public sealed record TerminalExit(int? Code, int? Signal, string? Unknown, IReadOnlyList<int> Left)
{
    internal static TerminalExit OfWaitStatus(int status, IReadOnlyList<ProcessRow> left)
    {
        var signal = status & 0x7F;
        int[] ids = [.. left.Select(row => row.Id)];
        return signal == 0
            ? new TerminalExit((status >> 8) & 0xFF, null, null, ids)
            : new TerminalExit(null, signal, null, ids);
    }
}
