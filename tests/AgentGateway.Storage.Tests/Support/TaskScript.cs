using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>Appends of one task, as the runtime would make them.</summary>
internal sealed class TaskScript(string id)
{
    private readonly StreamId _stream = StreamId.Of(TaskMachine.Kind, id);
    private long _version;

    public AgentTask State { get; private set; } = AgentTask.Initial;

    public AppendRequest Open(
        string title = "Tidy up", string? thread = null, string? parent = null) => Do(new OpenTask(
        new(id), title, new(TaskKind.Command, Command: "make clean"), null, thread is null
            ? null
            : new(thread), null, parent is null ? null : new(parent),
        TaskPriority.Normal));

    public AppendRequest Do(TaskCommand command)
    {
        var before = _version;
        List<RecordedEvent> recorded = [];
        Dictionary<string, ReadRow> rows = [];
        foreach (var happened in TaskMachine.Decide(State, command with { Stamp = new(ThreadScript.Start, 1) }).Value)
        {
            var next = new RecordedEvent(
                _stream, ++_version, ThreadScript.Start.AddSeconds(_version), "operator", happened);
            var state = TaskMachine.Evolve(State, next);
            foreach (var row in TaskMachine.Project(State, next, state)) rows[row.Key] = row;
            recorded.Add(next);
            State = state;
        }

        return new(
            _stream,
            before,
            recorded,
            new(JsonSerializer.SerializeToUtf8Bytes(
                State, TaskJson.Plain.AgentTask), TaskMachine.SnapshotVersion, Effect.DueAt(TaskMachine.Owed(State))),
            [.. rows.Values],
            Databases.AnyEpoch);
    }
}
