using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Tasks;
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
    public static PreparedAppend Of(AppendRequest request, StreamKinds kinds)
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
            events[index] = PreparedEvent.Of(recorded, kinds.Of(recorded.Event));
        }

        return new(request, events, [.. request.Rows.Select(row => PreparedRow.Of(row, request))]);
    }
}

/// <summary>An event as it will be stored, but for its position and its hash.</summary>
/// <param name="MessageSeq">The place in the thread of the message that it posts; null when it posts none.</param>
internal sealed record PreparedEvent(
    long Version, long At, string Actor, string Type, long? MessageSeq, byte[] Payload, byte[] Salt, byte[] PayloadDigest)
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

    public byte[] Hash(ReadOnlySpan<byte> before, string stream) => EventChain.Hash(before, stream, Version, At, Actor, Type, PayloadDigest);

    /// <summary>As it is read back.</summary>
    public StoredEvent Stored(long position, StreamId stream, byte[] hash) => new(
        position,
        stream,
        Version,
        Instant.Time(At),
        Actor,
        Type,
        Encoding.UTF8.GetString(Payload),
        Convert.ToHexStringLower(Salt),
        Convert.ToHexStringLower(PayloadDigest),
        Convert.ToHexStringLower(hash));
}

/// <summary>A row and what the table needs beside its properties.</summary>
/// <param name="Detail">The part that is stored as JSON; null where every property has a column.</param>
/// <param name="Event">For a message: which event of the append posts it, counted from 0.</param>
internal readonly record struct PreparedRow(ReadRow Row, byte[]? Detail, int Event)
{
    public static PreparedRow Of(ReadRow row, AppendRequest request) => row switch
    {
        MessageRow message => new(row, RowJson.Detail(message.Message), EventOf(message, request)),
        TurnRow turn => new(row, RowJson.Detail(turn), -1),
        ThreadRow => new(row, null, -1),
        QueuedCommandRow command => new(row, RowJson.Detail(command), -1),
        ApprovalRow approval => new(row, RowJson.Detail(approval.Approval), -1),
        TaskRow task => new(row, RowJson.Detail(task.Task), -1),
        QuestionRow question => new(row, RowJson.Detail(question.Question), -1),
        _ => throw new ArgumentException($"No table is known for {row.GetType().Name}.", nameof(row)),
    };

    private static int EventOf(MessageRow row, AppendRequest request)
    {
        for (var index = 0; index < request.Events.Count; index++)
        {
            if (request.Events[index].Event is MessagePosted posted && posted.Message.Id == row.Id && row.Thread.Value == request.Stream.Id)
                return index;
        }

        throw new ArgumentException($"Message {row.Id} of {row.Thread} is not posted by an event of this append to {request.Stream}.", nameof(row));
    }
}
