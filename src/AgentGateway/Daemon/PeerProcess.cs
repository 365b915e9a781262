using System.Net.Sockets;
using System.Runtime.InteropServices;
using AgentGateway.Posix;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Daemon;

/// <summary>
/// The process that connected to a local socket, as the kernel tells it. Its number may be another's once it has ended:
/// what was found by the number counts only if <see cref="IsRunning"/> is asked afterwards and says yes.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int PeerDescriptor = 77;

    private readonly SafeFileHandle? _handle;
    private readonly long? _startTicks;

    private PeerProcess(int id, uint user, SafeFileHandle? handle)
    {
        (Id, User, _handle) = (id, user, handle);
        _startTicks = ProcessRow.Read(id)?.StartTicks;
    }

    /// <summary>0 where it lives in a namespace of processes that cannot be seen into.</summary>
    public int Id { get; }

    public uint User { get; }

    /// <summary>Whether the process that connected runs, and its number is still its own.</summary>
    public bool IsRunning =>
        _startTicks is { } started
        && ProcessRow.Read(Id)?.StartTicks == started
        && (_handle is null || RawFile.Poll([new((int)_handle.DangerousGetHandle(), PollEvents.In)], 0) == 0);

    public static PeerProcess Of(Socket connection)
    {
        // struct ucred: process, user and group id, four bytes each.
        Span<byte> credentials = stackalloc byte[12];
        connection.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return new(
            MemoryMarshal.Read<int>(credentials), MemoryMarshal.Read<uint>(credentials[4..]), HandleOf(connection));
    }

    public void Dispose() => _handle?.Dispose();

    /// <summary>Null before Linux 6.5, where the start time alone tells the process from a later one.</summary>
    private static SafeFileHandle? HandleOf(Socket connection)
    {
        Span<byte> number = stackalloc byte[4];
        try
        {
            connection.GetRawSocketOption(SocketLevel, PeerDescriptor, number);
            return new(MemoryMarshal.Read<int>(number), ownsHandle: true);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
