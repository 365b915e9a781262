using System.Diagnostics;

namespace AgentGateway.Domain.Skills;

/// <summary>
/// Whether the skills of one workspace may be read. What is allowed is one content, so that a change has to be allowed
/// again, after any time.
/// </summary>
public sealed class SkillMachine : IMachine<SkillAllowance, SkillCommand>
{
    public static string Kind => "skills";

    public static int SnapshotVersion => 1;

    public static SkillAllowance Initial => SkillAllowance.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(
        SkillAllowance state, SkillCommand command) => command switch
    {
        AllowSkills c when c.Digest == state.Digest => Outcomes.Nothing,
        AllowSkills c => Outcomes.Of(new SkillsAllowed(c.Directory, c.Digest, c.By)),
        DisallowSkills when state.Digest is null => SkillRejections.NotAllowed,
        DisallowSkills c => Outcomes.Of(new SkillsDisallowed(c.By)),
        _ => throw new UnreachableException(),
    };

    public static SkillAllowance Evolve(SkillAllowance state, RecordedEvent recorded) => recorded.Event switch
    {
        SkillsAllowed e => new(e.Directory, e.Digest, e.By, recorded.At),
        SkillsDisallowed e => state with { Digest = null, By = e.By, At = recorded.At },
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(SkillAllowance state) => [];

    public static IReadOnlyList<ReadRow> Project(
        SkillAllowance before, RecordedEvent recorded, SkillAllowance after) => [];
}
