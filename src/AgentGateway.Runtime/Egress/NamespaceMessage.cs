using System.Buffers.Binary;
using System.Text;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// What the daemon and <c>agw sandbox-net</c>, which are always of one version, tell each other. The daemon says
/// <c>open PORTS</c> or <c>close NUMBER</c>; an opening is answered with a number, under which the other process keeps
/// the namespace open as a file, and with the listening sockets in it: the proxy's, the name server's (UDP, then TCP),
/// and one for each of the ports; or with a sentence that says why not. A closing is not answered. <c>listen PORTS</c> is
/// answered like an opening, with sockets in the namespace in which the other process was started.
/// </summary>
public static class NamespaceMessage
{
    public const int BytesMax = 1024;

    /// <summary>Where the proxy listens inside; nothing else does, since each namespace is made for it.</summary>
    public const int ProxyPort = 3128;

    public const int NamePort = 53;

    private const byte OpenKind = (byte)'o';
    private const byte ListenKind = (byte)'l';
    private const byte CloseKind = (byte)'c';
    private const byte MadeKind = (byte)'m';
    private const byte FailedKind = (byte)'f';

    public static byte[] Open(IReadOnlyList<ushort> ports) => WithPorts(OpenKind, ports);

    public static byte[] Listen(IReadOnlyList<ushort> ports) => WithPorts(ListenKind, ports);

    public static bool IsListen(ReadOnlySpan<byte> message) => message is [ListenKind, ..];

    private static byte[] WithPorts(byte kind, IReadOnlyList<ushort> ports)
    {
        var message = new byte[1 + ports.Count * sizeof(ushort)];
        message[0] = kind;
        for (var index = 0; index < ports.Count; index++)
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(1 + index * sizeof(ushort)), ports[index]);
        return message;
    }

    public static byte[] Close(int number) => Numbered(CloseKind, number);

    public static byte[] Made(int number) => Numbered(MadeKind, number);

    public static byte[] Failed(string why)
    {
        var sentence = Encoding.UTF8.GetBytes(why);
        return [FailedKind, .. sentence.AsSpan(0, Math.Min(sentence.Length, BytesMax - 1))];
    }

    /// <summary>The number to close; null where it is another message.</summary>
    public static int? ReadClose(ReadOnlySpan<byte> message) => ReadNumber(CloseKind, message);

    /// <summary>The number of the namespace that was made; null: none was, and the message says why.</summary>
    public static int? ReadMade(ReadOnlySpan<byte> message) => ReadNumber(MadeKind, message);

    public static string ReadFailure(ReadOnlySpan<byte> message) => Encoding.UTF8.GetString(message[1..]);

    public static IReadOnlyList<ushort> ReadPorts(ReadOnlySpan<byte> message)
    {
        var ports = new List<ushort>();
        for (var at = 1; at + sizeof(ushort) <= message.Length; at += sizeof(ushort))
            ports.Add(BinaryPrimitives.ReadUInt16BigEndian(message[at..]));
        return ports;
    }

    private static byte[] Numbered(byte kind, int number)
    {
        var message = new byte[1 + sizeof(int)];
        message[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), number);
        return message;
    }

    private static int? ReadNumber(byte kind, ReadOnlySpan<byte> message) =>
        message.Length == 1 + sizeof(int) && message[0] == kind
            ? BinaryPrimitives.ReadInt32BigEndian(message[1..])
            : null;
}
