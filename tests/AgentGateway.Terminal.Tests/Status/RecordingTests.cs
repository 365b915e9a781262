using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

/// <summary>What the pattern files say of recorded titles and screens, read as those of live sessions are.</summary>
public sealed class RecordingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. Recording.All.Select(recording => recording.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recorded_moment_has_its_status(string name)
    {
        var recording = Recording.All.Single(each => each.Name == name);
        var estimate = recording.Estimate(PatternLibrary.Embedded, Now);
        Assert.Equal(
            (recording.Status, recording.Asked, recording.Reset),
            (StatusNames.Of(estimate.Status), estimate.Asked, estimate.Reset));
    }

    [Fact]
    public void Every_rule_has_a_recording()
    {
        var spoken = Recording.All.SelectMany(recording => recording.Evidence(PatternLibrary.Embedded, Now))
            .Select(evidence => evidence.Rule).ToHashSet();
        foreach (var patterns in PatternLibrary.Embedded.All)
            Assert.All(patterns.Rules, rule => Assert.Contains(rule, spoken));
    }
}
