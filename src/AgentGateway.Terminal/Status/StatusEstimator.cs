namespace AgentGateway.Terminal.Status;

/// <summary>
/// Estimates a status from evidence. Pure. Every source is wrong at times, so each has a weight that falls with age:
/// the evidence with the greatest weight decides, other evidence that agrees raises the confidence, and evidence that
/// disagrees lowers it. What changed after a hook outranks it, because a hook tells of a moment: an approval that was
/// given since, or a turn that was interrupted, is seen on the screen only.
/// </summary>
public static class StatusEstimator
{
    /// <summary>Evidence lighter than this is no evidence.</summary>
    private const double WeightMin = 0.05;
    private const double AgreementGain = 0.5;
    private const double DisagreementLoss = 0.4;

    /// <summary>The part of its weight that a hook keeps which is older than what is seen.</summary>
    private const double OutdatedShare = 0.5;

    /// <param name="evidence">The latest of each source; of several of one source the newest counts.</param>
    public static StatusEstimate Estimate(IEnumerable<StatusEvidence> evidence, DateTimeOffset now)
    {
        var latest = evidence.GroupBy(each => each.Source).Select(group => group.MaxBy(each => each.At)!).ToList();
        var weighed = latest.Select(each => Weigh(each, IsOutdated(each, latest), now))
            .Where(each => each.Weight >= WeightMin)
            .OrderByDescending(each => each.Weight).ThenBy(each => each.Evidence.Source)
            .ToList();
        if (weighed.Count == 0) return new StatusEstimate(SessionStatus.Unknown, 0, TimeSpan.Zero, []);
        var first = weighed[0];
        var confidence = first.Weight;
        foreach (var other in weighed.Skip(1))
        {
            confidence = other.Evidence.Status == first.Evidence.Status
                ? confidence + (1 - confidence) * other.Weight * AgreementGain
                : confidence * (1 - other.Weight * DisagreementLoss);
        }

        return new StatusEstimate(
            first.Evidence.Status, first.Evidence.Source == EvidenceSource.Exit ? 1 : confidence, first.Age, weighed);
    }

    /// <summary>
    /// Whether it is a hook that something else contradicts which was seen later. That a program is in front says
    /// nothing against a hook of that program; a shell that waits at its prompt does, for then the program has left.
    /// </summary>
    private static bool IsOutdated(StatusEvidence evidence, IReadOnlyList<StatusEvidence> latest) =>
        evidence.Source == EvidenceSource.Hook
        && latest.Any(each => each.At > evidence.At
            && (each.Source is EvidenceSource.Screen or EvidenceSource.Title
                || each is { Source: EvidenceSource.Front, Status: SessionStatus.Idle }));

    private static WeightedEvidence Weigh(StatusEvidence evidence, bool isOutdated, DateTimeOffset now)
    {
        var age = now > evidence.At ? now - evidence.At : TimeSpan.Zero;
        var (weight, half) = Trust(evidence);
        weight = evidence.Weight ?? weight;
        if (isOutdated) weight *= OutdatedShare;
        return new WeightedEvidence(evidence, half is null ? weight : weight * Math.Pow(0.5, age / half.Value), age);
    }

    /// <summary>
    /// The weight of fresh evidence, and its half-life; without one it does not age, as with text that is still on the
    /// screen. A hook that says "working" may have lost its "done"; one that says "done" stays true until something
    /// moves. A title that shows a spinner is set anew while it turns.
    /// </summary>
    private static (double Weight, TimeSpan? Half) Trust(StatusEvidence evidence) =>
        (evidence.Source, evidence.Status) switch
    {
        (EvidenceSource.Exit, _) => (1.0, null),
        (EvidenceSource.Hook, SessionStatus.Working) => (0.95, TimeSpan.FromMinutes(3)),
        (EvidenceSource.Hook, _) => (0.95, TimeSpan.FromMinutes(30)),
        (EvidenceSource.Screen, SessionStatus.Idle) => (0.82, null),
        (EvidenceSource.Screen, _) => (0.88, null),
        (EvidenceSource.Title, SessionStatus.Working) => (0.8, TimeSpan.FromSeconds(30)),
        (EvidenceSource.Title, _) => (0.75, TimeSpan.FromMinutes(30)),
        _ => (0.5, null),
    };
}
