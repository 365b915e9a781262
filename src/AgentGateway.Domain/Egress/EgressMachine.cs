using System.Collections.Immutable;
using System.Diagnostics;

namespace AgentGateway.Domain.Egress;

/// <summary>Adds up what the sandboxes of one workspace reach. It decides nothing: what it is told has happened.</summary>
public sealed class EgressMachine : IMachine<EgressState, EgressCommand>
{
    public static string Kind => "egress";

    public static int SnapshotVersion => 1;

    public static EgressState Initial => EgressState.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(EgressState state, EgressCommand command) => command switch
    {
        RecordEgress c when c.Count == default => Outcomes.Nothing,
        RecordEgress c => Outcomes.Of(new EgressRecorded(c.Workspace, c.Run, c.What, c.Host, c.Count)),
        _ => throw new UnreachableException(),
    };

    public static EgressState Evolve(EgressState state, RecordedEvent recorded) => recorded.Event switch
    {
        EgressRecorded e => new(e.Workspace, WithUse(state, e, recorded.At)),
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(EgressState state) => [];

    public static IReadOnlyList<ReadRow> Project(EgressState before, RecordedEvent recorded, EgressState after) => [];

    /// <summary>The latest goes last, and the one that was not used for the longest time is forgotten.</summary>
    private static ImmutableArray<HostUse> WithUse(
        EgressState state, EgressRecorded used, DateTimeOffset at)
    {
        var before = state.Hosts.FirstOrDefault(host => host.Host == used.Host);
        var others = state.Hosts.Where(host => host != before);
        return
        [
            .. others.TakeLast(EgressState.HostsMax - 1),
            new(used.Host, (before?.Count ?? default) + used.Count, at),
        ];
    }
}
