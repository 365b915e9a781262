using AgentGateway.Domain.Ids;

namespace AgentGateway.Events;

/// <summary>One event as followers get it, encoded once for all of them.</summary>
/// <param name="Bytes">A frame of server-sent events: <c>id:</c>, <c>data:</c>, an empty line.</param>
/// <param name="JsonStart">Where the event's JSON begins in it; it ends two bytes before the frame.</param>
internal sealed record EventFrame(long Position, StreamId Stream, byte[] Bytes, int JsonStart)
{
    public const int EndBytes = 2;

    public ReadOnlyMemory<byte> Json => Bytes.AsMemory(JsonStart, Bytes.Length - JsonStart - EndBytes);
}
