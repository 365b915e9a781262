using System.Runtime.InteropServices;

namespace AgentGateway.Terminal.Posix;

/// <summary>A call of the operating system that failed where it should not have.</summary>
public sealed class OsException(string call, int error)
    : IOException($"{call}: {Marshal.GetPInvokeErrorMessage(error)} (error {error})")
{
    /// <summary>The system's error number.</summary>
    public int Error { get; } = error;

    internal static OsException Last(string call) => new(call, Errno.Last);
}
