using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>Appends of one session's queue, as the runtime would make them.</summary>
internal sealed class QueueScript(string session)
{
    private readonly StreamId _stream = StreamId.Of(CommandQueueMachine.Kind, session);
    private CommandQueue _state = CommandQueue.Initial;
    private long _version;

    public SessionId Session { get; } = new(session);

    public AppendRequest Add(string id, params string[] dependsOn) => Do(new AddCommand(
        new(id), "make", CommandPriority.Normal,
        [
            .. dependsOn.Select(CommandId.Of),
        ], default, [], CommandQueueMachine.OpenMax));

    public AppendRequest Begin(string id) => Do(new BeginCommand(new(id), 10));

    public AppendRequest End(
        string id, int? exitCode) =>
            Do(new EndCommand(new(id), new(exitCode, exitCode is null ? "interrupted" : null, 12, 40, 3)));

    public AppendRequest Do(QueueCommand command)
    {
        var before = _version;
        List<RecordedEvent> recorded = [];
        Dictionary<string, ReadRow> rows = [];
        foreach (var happened in CommandQueueMachine.Decide(_state, command).Value)
        {
            var next = new RecordedEvent(
                _stream, ++_version, ThreadScript.Start.AddSeconds(_version), "operator", happened);
            var state = CommandQueueMachine.Evolve(_state, next);
            foreach (var row in CommandQueueMachine.Project(_state, next, state)) rows[row.Key] = row;
            recorded.Add(next);
            _state = state;
        }

        return new(
            _stream,
            before,
            recorded,
            new(JsonSerializer.SerializeToUtf8Bytes(
                _state, CommandQueueJson.Plain.CommandQueue), CommandQueueMachine.SnapshotVersion, Effect.DueAt(
                    CommandQueueMachine.Owed(_state))),
            [.. rows.Values],
            Databases.AnyEpoch);
    }
}
