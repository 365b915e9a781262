using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// Answers questions of the domain name system (RFC 1035) from a <see cref="NameTable"/>. Nothing is looked up: every
/// name with a dot in it gets an address. Whether the name exists is found out when a program connects, and only if
/// that is allowed, so that no query carries anything out of the sandbox.
/// </summary>
internal static class NameServer
{
    public const int MessageBytesMax = 512;

    private const int HeaderBytes = 12;
    private const int AddressSeconds = 3600;
    private const ushort AddressType = 1;
    private const ushort AnyType = 255;
    private const ushort InternetClass = 1;
    private const int NoError = 0, FormatError = 1, ServerFailure = 2, NoSuchName = 3, NotImplemented = 4;

    /// <summary>The answer; null for what is no question.</summary>
    public static byte[]? Answer(ReadOnlySpan<byte> message, NameTable names)
    {
        if (message.Length < HeaderBytes || (message[2] & 0x80) != 0) return null;
        if ((message[2] & 0x78) != 0) return Write(message, [], NotImplemented, null);
        if (BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1) return Write(message, [], FormatError, null);
        if (ReadName(message, out var name) is not { } end || end + 4 > message.Length)
            return Write(message, [], FormatError, null);
        var question = message[HeaderBytes..(end + 4)];
        var type = BinaryPrimitives.ReadUInt16BigEndian(message[end..]);
        var kind = BinaryPrimitives.ReadUInt16BigEndian(message[(end + 2)..]);
        if (EgressTarget.Read(name, 1) is not { } target || IPAddress.TryParse(name, out _)
            || (!target.Host.Contains('.', StringComparison.Ordinal) && target.Host != "localhost")
            || target.Host.EndsWith(".arpa", StringComparison.Ordinal))
            return Write(message, question, NoSuchName, null);
        if (type is not (AddressType or AnyType) || kind != InternetClass)
            return Write(message, question, NoError, null);
        return target.Host == "localhost" ? Write(message, question, NoError, IPAddress.Loopback)
            : names.AddressOf(target.Host) is { } address ? Write(message, question, NoError, address)
            : Write(message, question, ServerFailure, null);
    }

    /// <summary>Where the name ends; null: it is none. A question has no reason to point elsewhere.</summary>
    private static int? ReadName(ReadOnlySpan<byte> message, out string name)
    {
        var text = new StringBuilder();
        var at = HeaderBytes;
        name = "";
        while (at < message.Length && message[at] is var length and > 0)
        {
            if (length > 63 || at + 1 + length > message.Length) return null;
            if (text.Length > 0) text.Append('.');
            text.Append(Encoding.Latin1.GetString(message.Slice(at + 1, length)));
            at += 1 + length;
        }

        name = text.ToString();
        return at < message.Length ? at + 1 : null;
    }

    private static byte[] Write(ReadOnlySpan<byte> asked, ReadOnlySpan<byte> question, int code, IPAddress? address)
    {
        var answer = new byte[HeaderBytes + question.Length + (address is null ? 0 : 16)];
        asked[..2].CopyTo(answer);
        // An authoritative response that keeps the question's wish for recursion.
        answer[2] = (byte)(0x84 | (asked[2] & 0x79));
        answer[3] = (byte)(0x80 | code);
        answer[5] = (byte)(question.IsEmpty ? 0 : 1);
        question.CopyTo(answer.AsSpan(HeaderBytes));
        if (address is null) return answer;
        answer[7] = 1;
        var record = answer.AsSpan(HeaderBytes + question.Length);
        BinaryPrimitives.WriteUInt16BigEndian(record, 0xC000 | HeaderBytes);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], AddressType);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], InternetClass);
        BinaryPrimitives.WriteInt32BigEndian(record[6..], AddressSeconds);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], 4);
        address.TryWriteBytes(record[12..], out _);
        return answer;
    }
}
