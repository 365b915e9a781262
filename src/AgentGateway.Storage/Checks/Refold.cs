using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;

namespace AgentGateway.Storage.Checks;

/// <summary>One stream's state and rows, made again from its events.</summary>
internal abstract class Refold
{
    public abstract DateTimeOffset? DueAt { get; }

    /// <summary>Goes on by one event and gives the rows that it changes.</summary>
    public abstract IReadOnlyList<ReadRow> Apply(RecordedEvent recorded);

    public abstract JsonNode? State();
}

/// <inheritdoc/>
internal sealed class Refold<TMachine, TState, TCommand>(JsonTypeInfo<TState> json) : Refold
    where TMachine : IMachine<TState, TCommand>
    where TState : class
{
    private TState _state = TMachine.Initial;

    public override DateTimeOffset? DueAt => Effect.DueAt(TMachine.Owed(_state));

    public override IReadOnlyList<ReadRow> Apply(RecordedEvent recorded)
    {
        var before = _state;
        _state = TMachine.Evolve(before, recorded);
        return TMachine.Project(before, recorded, _state);
    }

    public override JsonNode? State() => JsonSerializer.SerializeToNode(_state, json);
}
