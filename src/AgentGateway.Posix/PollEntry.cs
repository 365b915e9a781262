using System.Runtime.InteropServices;

namespace AgentGateway.Posix;

/// <summary>
/// A descriptor for <see cref="RawFile.Poll"/>, laid out as <c>struct pollfd</c>. One with a negative number is passed
/// over.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct PollEntry(int file, PollEvents events)
{
    private readonly int _file = file;
    private readonly PollEvents _events = events;
    private PollEvents _ready = PollEvents.None;

    /// <summary>What it is ready for. Errors and hang-ups are told without being asked for.</summary>
    public readonly PollEvents Ready => _ready;
}

/// <summary>What a descriptor is ready for.</summary>
[Flags]
public enum PollEvents : short
{
    None = 0,
    In = 1,
    Out = 4,
    Error = 8,
    Hangup = 16,
}
