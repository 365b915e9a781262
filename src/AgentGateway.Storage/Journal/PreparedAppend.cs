using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// An append that was checked and serialised on its caller's thread, so that the one writer only writes. What is
/// refused here is a bug of the caller.
/// </summary>
internal sealed class PreparedAppend
{
    private const int StateBytesMax = 64 * 1024;
    private const int RowOverheadBytes = 512;

    private PreparedAppend(AppendRequest request, PreparedEvent[] events, PreparedRow[] rows)
    {
        (Request, Events, Rows) = (request, events, rows);
        var snapshot = request.Snapshot;
        Seal = RowSeal.OfStream(
            request.Stream.Value, NewVersion, snapshot.Version, Instant.Of(snapshot.DueAt), snapshot.State.Span);
        if (request.Idempotency is { } record)
            AnswerSeal = RowSeal.OfAnswer(record, Instant.Of(record.At));
    }

    public AppendRequest Request { get; }

    public PreparedEvent[] Events { get; }

    public PreparedRow[] Rows { get; }

    /// <summary>The seal of the stream's row.</summary>
    public byte[] Seal { get; }

    /// <summary>The seal of the answer that is kept for a key; empty without a key.</summary>
    public byte[] AnswerSeal { get; } = [];

    public long NewVersion => Request.ExpectedVersion + Events.Length;

    /// <summary>About how much it adds to a transaction.</summary>
    public long Bytes
    {
        get
        {
            var bytes = (long)Request.Snapshot.State.Length;
            foreach (var prepared in Events)
                bytes += prepared.Payload.Length + RowOverheadBytes;
            return bytes;
        }
    }

    /// <exception cref="ArgumentException">The request contradicts itself, or its state is too large.</exception>
    public static PreparedAppend Of(AppendRequest request, StreamKinds kinds, TableSet tables)
    {
        if (request.Events.Count == 0)
            throw new ArgumentException("An append has at least one event.", nameof(request));
        if (request.Snapshot.State.Length is > StateBytesMax and var bytes)
            throw new ArgumentException(
                $"The state of {request.Stream} has {bytes} bytes, more than {StateBytesMax}.", nameof(request));
        var events = new PreparedEvent[request.Events.Count];
        for (var index = 0; index < events.Length; index++)
        {
            var recorded = request.Events[index];
            if (recorded.Stream != request.Stream || recorded.Version != request.ExpectedVersion + index + 1)
                throw new ArgumentException(
                    $"{recorded.Stream}@{recorded.Version} cannot be event {index} after "
                        + $"{request.Stream}@{request.ExpectedVersion}.",
                    nameof(request));
            events[index] = PreparedEvent.Of(recorded, kinds.Of(recorded.Event));
        }

        return new(request, events, [.. request.Rows.Select(row => tables.Prepare(row, request))]);
    }
}
