using System.Diagnostics;

namespace AgentGateway.Domain.Workspaces;

/// <summary>
/// A directory in which sessions work: made once, used while it is ready, removed. Making and removing it are pending
/// effects and can be begun again after a crash; only a setup script is never run twice.
/// </summary>
public sealed class WorkspaceMachine : IMachine<WorkspaceState, WorkspaceCommand>
{
    public static string Kind => "workspace";

    public static int SnapshotVersion => 1;

    public static WorkspaceState Initial => WorkspaceState.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(
        WorkspaceState state, WorkspaceCommand command) => command switch
    {
        OpenWorkspace open when IsFree(state) => Outcomes.Of(new WorkspaceCreated(open.Plan)),
        OpenWorkspace => WorkspaceRejections.NameTaken,
        BeginSetup when state.Lifecycle != WorkspaceLifecycle.Creating => WorkspaceRejections.Busy,
        BeginSetup when state.SetupBegun => WorkspaceRejections.SetupInDoubt,
        BeginSetup => Outcomes.Of(new WorkspaceSetupStarted()),
        FinishWorkspace finish when state.Lifecycle == WorkspaceLifecycle.Creating => Outcomes.Of(
            new WorkspaceReady(finish.ContextFiles)),
        FailWorkspace fail when state.Lifecycle == WorkspaceLifecycle.Creating => Outcomes.Of(
            new WorkspaceFailed(fail.Failure)),
        RequestRemoval remove => Remove(state, remove),
        SettleRemoval when state.Lifecycle == WorkspaceLifecycle.Removing => Outcomes.Of(new WorkspaceRemoved()),
        RefuseRemoval refuse when state.Lifecycle == WorkspaceLifecycle.Removing => Outcomes.Of(
            new WorkspaceRemovalRefused(refuse.Failure)),
        // An outcome of something that is no longer owed.
        FinishWorkspace or FailWorkspace or SettleRemoval or RefuseRemoval => Outcomes.Nothing,
        _ => throw new UnreachableException(),
    };

    public static WorkspaceState Evolve(WorkspaceState state, RecordedEvent recorded) => recorded.Event switch
    {
        WorkspaceCreated e => WorkspaceState.Initial with
        {
            Lifecycle = WorkspaceLifecycle.Creating,
            Plan = e.Plan,
            OwedKey = recorded.EffectKey(),
            CreatedBy = recorded.Actor,
            CreatedAt = recorded.At,
        },
        WorkspaceSetupStarted => state with { SetupBegun = true },
        WorkspaceReady e => Settled(state, WorkspaceLifecycle.Ready) with { ContextFiles = e.ContextFiles },
        WorkspaceFailed e => Settled(state, WorkspaceLifecycle.Failed) with { Failure = e.Failure },
        WorkspaceRemovalRequested e => state with
        {
            Lifecycle = WorkspaceLifecycle.Removing,
            // What was still being made is not ready when its removal is refused.
            ReturnsTo = state.Lifecycle == WorkspaceLifecycle.Ready
                ? WorkspaceLifecycle.Ready
                : WorkspaceLifecycle.Failed,
            Force = e.Force,
            OwedKey = recorded.EffectKey(),
        },
        WorkspaceRemovalRefused e => Settled(state, state.ReturnsTo) with
        {
            Failure = state.Failure ?? (state.ReturnsTo == WorkspaceLifecycle.Failed ? e.Failure : null),
            ReturnsTo = WorkspaceLifecycle.None,
            Force = false,
        },
        WorkspaceRemoved => WorkspaceState.Initial,
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(WorkspaceState state) => (state.Lifecycle, state.OwedKey) switch
    {
        (WorkspaceLifecycle.Creating, { } key) => [new PrepareWorkspace(key)],
        (WorkspaceLifecycle.Removing, { } key) => [new RemoveWorkspace(key)],
        _ => [],
    };

    public static IReadOnlyList<ReadRow> Project(WorkspaceState before, RecordedEvent recorded, WorkspaceState after) =>
        [];

    /// <summary>
    /// Making it failed before a script ran, so nothing is left of it, and the name may be used again at once.
    /// </summary>
    public static bool IsFree(WorkspaceState state) =>
        state.Lifecycle == WorkspaceLifecycle.None
            || state is { Lifecycle: WorkspaceLifecycle.Failed, SetupBegun: false };

    private static Outcome<IReadOnlyList<DomainEvent>> Remove(
        WorkspaceState state, RequestRemoval remove) => state.Lifecycle switch
    {
        WorkspaceLifecycle.None => WorkspaceRejections.Unknown,
        WorkspaceLifecycle.Creating when !remove.Force => WorkspaceRejections.Busy,
        WorkspaceLifecycle.Removing => Outcomes.Nothing,
        _ => Outcomes.Of(new WorkspaceRemovalRequested(remove.Force)),
    };

    /// <summary>Nothing is owed any more; the script has done its part.</summary>
    private static WorkspaceState Settled(WorkspaceState state, WorkspaceLifecycle lifecycle) =>
        state with { Lifecycle = lifecycle, Plan = state.Plan! with { Setup = null }, OwedKey = null };
}
