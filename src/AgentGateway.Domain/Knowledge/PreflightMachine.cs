using System.Diagnostics;

namespace AgentGateway.Domain.Knowledge;

/// <summary>
/// Keeps what was decided before work began: a stream for each thread, one for each task, and one for each caller without
/// a thread.
/// </summary>
public sealed class PreflightMachine : IMachine<LatestPreflight, RecordPreflight>
{
    public static string Kind => "preflight";

    public static int SnapshotVersion => 1;

    public static LatestPreflight Initial => LatestPreflight.Initial;

    /// <summary>
    /// What was decided for the same words and pieces just before is not recorded a second time, and for the start of a task
    /// one decision is.
    /// </summary>
    public static Outcome<IReadOnlyList<DomainEvent>> Decide(LatestPreflight state, RecordPreflight command) =>
        state.Last is { } last && IsSame(last, command.Decided) ? Outcomes.Nothing : Outcomes.Of(command.Decided);

    public static LatestPreflight Evolve(LatestPreflight state, RecordedEvent recorded) => recorded.Event switch
    {
        PreflightDecided e => new(e, recorded.At),
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(LatestPreflight state) => [];

    public static IReadOnlyList<ReadRow> Project(
        LatestPreflight before, RecordedEvent recorded, LatestPreflight after) => [];

    private static bool IsSame(PreflightDecided last, PreflightDecided later) =>
        last.Attempt == later.Attempt
        && (later.Attempt > 0
            || (last.About == later.About && last.Decision == later.Decision && last.Items.SequenceEqual(later.Items)));
}
