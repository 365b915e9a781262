using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AgentGateway.Domain;

/// <summary>One stream's state and rows, made again from its events, oldest first.</summary>
public abstract class StreamFold
{
    /// <summary>When the stream next needs attention, by the events so far; null for never.</summary>
    public abstract DateTimeOffset? DueAt { get; }

    /// <summary>Goes on by one event and gives the rows that it changes.</summary>
    public abstract IReadOnlyList<ReadRow> Apply(RecordedEvent recorded);

    /// <summary>The state after the events so far, as JSON.</summary>
    public abstract JsonNode? State();
}

/// <inheritdoc/>
internal sealed class StreamFold<TMachine, TState, TCommand>(JsonTypeInfo<TState> json) : StreamFold
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
