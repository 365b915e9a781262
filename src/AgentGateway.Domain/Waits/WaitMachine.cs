using System.Diagnostics;

namespace AgentGateway.Domain.Waits;

/// <summary>
/// A handle that long calls are followed by: opened once, cancelled or settled at most once, never authority over the
/// work.
/// </summary>
public sealed class WaitMachine : IMachine<WaitState, WaitCommand>
{
    public static string Kind => "wait";

    public static int SnapshotVersion => 1;

    public static WaitState Initial => WaitState.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(WaitState state, WaitCommand command) => command switch
    {
        OpenWait open when state.Principal is null => Outcomes.Of(
            new WaitOpened(open.Principal, open.Tool, open.Turn, open.Answer, open.Tasks)),
        OpenWait => Outcomes.Nothing,
        CancelWait when state.Principal is null => new Rejection(
            "unknown_wait", "There is nothing of that id to cancel.", "Wait for a turn with thread_wait."),
        SettleWait when state.Principal is null => new Rejection(
            "unknown_wait", "There is nothing of that id to answer.", "Wait for a turn with thread_wait."),
        CancelWait or SettleWait when state.Cancelled || state.Settled is not null => Outcomes.Nothing,
        CancelWait => Outcomes.Of(new WaitCancelled()),
        SettleWait settle => Outcomes.Of(new WaitSettled(settle.Requests)),
        _ => throw new UnreachableException(),
    };

    public static WaitState Evolve(WaitState state, RecordedEvent recorded) => recorded.Event switch
    {
        WaitOpened e => WaitState.Initial with
        {
            Principal = e.Principal,
            Tool = e.Tool,
            Turn = e.Turn,
            Answer = e.Answer,
            OpenedAt = recorded.At,
            ChangedAt = recorded.At,
            Tasks = e.Tasks,
        },
        WaitCancelled => state with { Cancelled = true, ChangedAt = recorded.At },
        WaitSettled e => state with { Settled = e.Requests, ChangedAt = recorded.At },
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(WaitState state) => [];

    public static IReadOnlyList<ReadRow> Project(WaitState before, RecordedEvent recorded, WaitState after) => [];
}
