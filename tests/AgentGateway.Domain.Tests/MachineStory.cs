using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tests;

/// <summary>
/// One aggregate of a machine, told as events that happened: what a command then brings about, and what state, pending
/// effects and rows the events leave. The event of version n happened n seconds after <see cref="Start"/>.
/// </summary>
internal sealed class MachineStory<TMachine, TState, TCommand>
    where TMachine : IMachine<TState, TCommand>
    where TState : class
{
    public const string Id = "id_1";

    public static readonly DateTimeOffset Start = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly StreamId Stream = StreamId.Of(TMachine.Kind, Id);

    private MachineStory(IReadOnlyList<DomainEvent> events)
    {
        var before = State;
        foreach (var happened in events)
        {
            var recorded = new RecordedEvent(Stream, ++Version, At(Version), "daemon", happened);
            (before, State) = (State, TMachine.Evolve(State, recorded));
            Rows = TMachine.Project(before, recorded, State);
        }
    }

    public TState State { get; } = TMachine.Initial;

    /// <summary>How many events happened.</summary>
    public int Version { get; }

    public IReadOnlyList<Effect> Owed => TMachine.Owed(State);

    /// <summary>The rows that the last event changed.</summary>
    public IReadOnlyList<ReadRow> Rows { get; } = [];

    public static MachineStory<TMachine, TState, TCommand> Given(params IReadOnlyList<DomainEvent> events) =>
        new(events);

    public static DateTimeOffset At(int version) => Start.AddSeconds(version);

    /// <summary>The key of what is owed because of the event of this version.</summary>
    public static string Key(int version) => $"{TMachine.Kind}/{Id}@{version}#0";

    /// <summary>The command is accepted and brings about exactly these events.</summary>
    public void When(TCommand command, params IReadOnlyList<DomainEvent> then)
    {
        var decided = TMachine.Decide(State, command);
        Assert.Null(decided.Rejection);
        Assert.Equal(then, decided.Value);
    }

    /// <summary>The command is refused in exactly these words.</summary>
    public void Refuses(TCommand command, Rejection rejection) =>
        Assert.Equal(rejection, TMachine.Decide(State, command).Rejection);
}
