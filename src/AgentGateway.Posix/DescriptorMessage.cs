using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>
/// Messages between two processes that carry open descriptors (SCM_RIGHTS), over a pair of connected sockets that keeps
/// the bounds of messages. Both calls wait. The end of the other process is the end of the messages.
/// </summary>
public static unsafe class DescriptorMessage
{
    /// <summary>How many descriptors one message carries at most.</summary>
    public const int FilesMax = 64;

    private const int UnixFamily = 1;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int HeaderBytes = 16;
    private const int ControlBytes = HeaderBytes + FilesMax * sizeof(int);

    /// <summary>Two sockets, one for each process. A process that holds none of them has no part in it.</summary>
    /// <exception cref="OsException">No descriptor is left.</exception>
    public static (SafeFileHandle Own, SafeFileHandle Other) Pair()
    {
        const int SequencedPacketsCloseOnExec = 5 | 0x80000;
        var pair = stackalloc int[2];
        if (Libc.MakeSocketPair(UnixFamily, SequencedPacketsCloseOnExec, 0, pair) != 0)
            throw OsException.Last("socketpair");
        return (Descriptor.Own(pair[0], "socketpair"), Descriptor.Own(pair[1], "socketpair"));
    }

    /// <summary>
    /// Sends one message. The files stay open here until the call is over; the receiver gets descriptors of its own.
    /// </summary>
    /// <exception cref="OsException">The other process is gone, or it is no such socket.</exception>
    public static void Send(SafeFileHandle socket, ReadOnlySpan<byte> message, params ReadOnlySpan<SafeHandle> files)
    {
        const int NoSignal = 0x4000;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(files.Length, FilesMax);
        var control = stackalloc byte[ControlBytes];
        *(nint*)control = HeaderBytes + files.Length * sizeof(int);
        ((int*)control)[2] = SocketLevel;
        ((int*)control)[3] = Rights;
        for (var index = 0; index < files.Length; index++)
            ((int*)(control + HeaderBytes))[index] = (int)files[index].DangerousGetHandle();
        fixed (byte* start = message)
        {
            var piece = new Piece { Start = start, Length = message.Length };
            var header = new Header { Pieces = &piece, PieceCount = 1 };
            if (files.Length > 0)
            {
                header.Control = control;
                header.ControlLength = Padded(*(nint*)control);
            }

            while (Libc.SendMessage(socket, (byte*)&header, NoSignal) < 0)
                if (Errno.Last != Errno.Interrupted)
                    throw OsException.Last("sendmsg");
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>
    /// Its length, 0 when the other process has ended, and the descriptors that came with it, which are the caller's.
    /// </returns>
    /// <exception cref="OsException">It is no such socket.</exception>
    public static (int Length, SafeFileHandle[] Files) Receive(SafeFileHandle socket, Span<byte> into)
    {
        const int CloseOnExec = 0x40000000;
        var control = stackalloc byte[ControlBytes];
        fixed (byte* start = into)
        {
            var piece = new Piece { Start = start, Length = into.Length };
            var header = new Header
            {
                Pieces = &piece,
                PieceCount = 1,
                Control = control,
                ControlLength = ControlBytes,
            };
            nint length;
            while ((length = Libc.ReceiveMessage(socket, (byte*)&header, CloseOnExec)) < 0)
                if (Errno.Last != Errno.Interrupted)
                    throw OsException.Last("recvmsg");
            if (header.ControlLength < HeaderBytes
                || ((int*)control)[2] != SocketLevel
                || ((int*)control)[3] != Rights)
                return ((int)length, []);
            var files = new SafeFileHandle[(*(nint*)control - HeaderBytes) / sizeof(int)];
            for (var index = 0; index < files.Length; index++)
                files[index] = new(((int*)(control + HeaderBytes))[index], ownsHandle: true);
            return ((int)length, files);
        }
    }

    private static nint Padded(nint length) => (length + 7) & ~7;

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Piece
    {
        public byte* Start;
        public nint Length;
    }

    /// <summary>struct msghdr, as the C libraries of 64-bit Linux lay it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public byte* Name;
        public nint NameLength;
        public Piece* Pieces;
        public nint PieceCount;
        public byte* Control;
        public nint ControlLength;
        public nint Flags;
    }
}
