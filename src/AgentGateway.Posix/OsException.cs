using System.Runtime.InteropServices;

namespace AgentGateway.Posix;

/// <summary>A call of the operating system that failed where it should not have.</summary>
/// <param name="call">The call, and what it was about.</param>
/// <param name="error">The system's error number, such as <see cref="Errno.NoEntry"/>.</param>
public sealed class OsException(string call, int error)
    : IOException($"{call}: {Marshal.GetPInvokeErrorMessage(error)} (error {error})", error)
{
    /// <summary>The system's error number.</summary>
    public int Error { get; } = error;

    internal static OsException Last(string call) => new(call, Errno.Last);
}
