using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Journal;

/// <summary>An event as it will be stored, but for its position and its hash.</summary>
/// <param name="MessageSeq">The number in the thread of the message that it posts; null when it posts none.</param>
internal sealed record PreparedEvent(
    long Version, long At, string Actor, string Type, long? MessageSeq, byte[] Payload, byte[] Salt,
        byte[] PayloadDigest)
{
    public static PreparedEvent Of(RecordedEvent recorded, EventKind kind)
    {
        var payload = kind.Write(recorded.Event);
        var salt = Salts.Next();
        return new(
            recorded.Version,
            Instant.Of(recorded.At),
            recorded.Actor,
            kind.Name,
            (recorded.Event as MessagePosted)?.Message.Seq,
            payload,
            salt,
            EventChain.PayloadDigest(salt, payload));
    }

    public byte[] Hash(ReadOnlySpan<byte> before, string stream) =>
        EventChain.Hash(before, stream, Version, At, Actor, Type, PayloadDigest);

    /// <summary>As it is read back.</summary>
    public StoredEvent Stored(long position, StreamId stream, byte[] hash) => new(
        position,
        stream,
        Version,
        Instant.Time(At),
        Actor,
        Type,
        Encoding.UTF8.GetString(Payload),
        new(Convert.ToHexStringLower(Salt), Convert.ToHexStringLower(PayloadDigest), Convert.ToHexStringLower(hash)));
}
