using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>Appends of one stream of any kind, as the runtime would make them of these events.</summary>
internal sealed class EventScript<TMachine, TState, TCommand>(StreamKind<TMachine, TState, TCommand> kind, string id)
    where TMachine : IMachine<TState, TCommand>
    where TState : class
{
    private TState _state = TMachine.Initial;
    private long _version;

    public AppendRequest Append(DomainEvent happened)
    {
        var recorded = new RecordedEvent(
            StreamId.Of(TMachine.Kind, id), ++_version, ThreadScript.Start.AddSeconds(_version), "svarog", happened);
        var before = _state;
        _state = TMachine.Evolve(before, recorded);
        return new(
            recorded.Stream,
            _version - 1,
            [recorded],
            new(
                JsonSerializer.SerializeToUtf8Bytes(_state, kind.StateJson),
                TMachine.SnapshotVersion,
                Effect.DueAt(TMachine.Owed(_state))),
            [.. TMachine.Project(before, recorded, _state)],
            Databases.AnyEpoch);
    }
}
