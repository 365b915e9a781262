using System.Security.Cryptography;
using AgentGateway.Domain;
using AgentGateway.Domain.Json;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// An append that was checked and serialised on its caller's thread, so that the one writer only writes. What is refused
/// here is a bug of the caller.
/// </summary>
internal sealed class PreparedAppend
{
    private const int StateBytesMax = 64 * 1024;
    private const int RowOverheadBytes = 512;

    private PreparedAppend(AppendRequest request, PreparedEvent[] events, PreparedRow[] rows) =>
        (Request, Events, Rows) = (request, events, rows);

    public AppendRequest Request { get; }

    public PreparedEvent[] Events { get; }

    public PreparedRow[] Rows { get; }

    public long NewVersion => Request.ExpectedVersion + Events.Length;

    /// <summary>About how much it adds to a transaction.</summary>
    public long Bytes
    {
        get
        {
            var bytes = (long)Request.State.Length;
            foreach (var prepared in Events)
                bytes += prepared.Payload.Length + RowOverheadBytes;
            return bytes;
        }
    }

    /// <exception cref="ArgumentException">The request contradicts itself, or its state is too large.</exception>
    public static PreparedAppend Of(AppendRequest request)
    {
        if (request.Events.Count == 0)
            throw new ArgumentException("An append has at least one event.", nameof(request));
        if (request.State.Length > StateBytesMax)
            throw new ArgumentException($"The state of {request.Stream} has {request.State.Length} bytes, more than {StateBytesMax}.", nameof(request));
        var events = new PreparedEvent[request.Events.Count];
        for (var index = 0; index < events.Length; index++)
        {
            var recorded = request.Events[index];
            if (recorded.Stream != request.Stream || recorded.Version != request.ExpectedVersion + index + 1)
                throw new ArgumentException(
                    $"{recorded.Stream}@{recorded.Version} cannot be event {index} after {request.Stream}@{request.ExpectedVersion}.", nameof(request));
            events[index] = PreparedEvent.Of(recorded);
        }

        return new(request, events, [.. request.Rows.Select(PreparedRow.Of)]);
    }
}

/// <summary>An event as it will be stored, but for its position and its hash.</summary>
internal sealed record PreparedEvent(long Version, long At, string Actor, string Type, byte[] Payload, byte[] Salt, byte[] PayloadDigest)
{
    public static PreparedEvent Of(RecordedEvent recorded)
    {
        var payload = EventTypes.Write(recorded.Event);
        var salt = RandomNumberGenerator.GetBytes(EventChain.SaltBytes);
        return new(
            recorded.Version,
            Instant.Of(recorded.At),
            recorded.Actor,
            EventTypes.NameOf(recorded.Event),
            payload,
            salt,
            EventChain.PayloadDigest(salt, payload));
    }

    public byte[] Hash(ReadOnlySpan<byte> before, string stream) => EventChain.Hash(before, stream, Version, At, Actor, Type, PayloadDigest);
}

/// <summary>A row and the part of it that is stored as JSON: null where every property has a column.</summary>
internal readonly record struct PreparedRow(ReadRow Row, byte[]? Detail)
{
    public static PreparedRow Of(ReadRow row) => new(row, row switch
    {
        MessageRow message => RowJson.Detail(message.Message),
        TurnRow turn => RowJson.Detail(turn),
        ThreadRow => null,
        _ => throw new ArgumentException($"No table is known for {row.GetType().Name}.", nameof(row)),
    });
}
