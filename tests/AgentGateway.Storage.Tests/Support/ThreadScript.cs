using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>
/// A thread to which events happen, with the state and the rows that its machine gives to each append.
/// </summary>
internal sealed class ThreadScript
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private AgentThread _state = AgentThread.Initial;

    public ThreadScript(string id) => (Thread, Stream) = (ThreadId.Of(id), StreamId.Of(ThreadMachine.Kind, id));

    public ThreadId Thread { get; }

    public StreamId Stream { get; }

    public long Version => _state.Version;

    public DateTimeOffset At { get; set; } = Start;

    public AppendRequest Create(string? title = "A thread", bool hidden = false) =>
        Append(new ThreadCreated(title, AgentId.Of("svarog"), null, "operator", hidden));

    public AppendRequest Say(
        string text, Visibility visibility = Visibility.Visible, MessageRole role = MessageRole.User) =>
        Append(new MessagePosted(Message(text, visibility, role)));

    /// <summary>A message as it was posted before, with another text.</summary>
    public AppendRequest Edit(Message posted, string text) => Append(new MessageEdited(posted with { Text = text }));

    /// <summary>The next message; its id is the thread's and its number.</summary>
    public Message Message(
        string text, Visibility visibility = Visibility.Visible, MessageRole role = MessageRole.User) =>
        new(Id(_state.LastSeq + 1), _state.LastSeq
            + 1, role, role == MessageRole.User ? "operator" : "svarog", text, visibility);

    public MessageId Id(long seq) =>
        MessageId.Of(string.Create(CultureInfo.InvariantCulture, $"msg_{Thread}_{seq:000000}"));

    public AppendRequest Append(params DomainEvent[] events)
    {
        var before = _state.Version;
        List<RecordedEvent> recorded = [];
        Dictionary<(Type, string), ReadRow> rows = [];
        foreach (var happened in events)
        {
            var next = new RecordedEvent(Stream, _state.Version + 1, At, "operator", happened);
            var state = ThreadMachine.Evolve(_state, next);
            foreach (var row in ThreadMachine.Project(_state, next, state))
                rows[(row.GetType(), row.Key)] = row;
            recorded.Add(next);
            _state = state;
        }

        return new(
            Stream,
            before,
            recorded,
            new(JsonSerializer.SerializeToUtf8Bytes(
                _state, ThreadJson.Plain.AgentThread), ThreadMachine.SnapshotVersion, Effect.DueAt(
                    ThreadMachine.Owed(_state))),
            [.. rows.Values],
            Databases.AnyEpoch);
    }
}
