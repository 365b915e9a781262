using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

public sealed class StatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var patterns in ProgramPatterns.All)
            foreach (var example in patterns.File.Examples) data.Add(patterns.File.Program, example.Of);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_recorded_screen_or_title_has_the_status_that_was_recorded(string program, string of)
    {
        var patterns = ProgramPatterns.All.Single(each => each.File.Program == program);
        var example = patterns.File.Examples.Single(each => each.Of == of);
        if (example.Screen is { } screen)
            Assert.Equal(example.Status, Name(patterns.OfScreen(string.Join('\n', screen), Now)));
        if (example.Title is { } title) Assert.Equal(example.Status, Name(patterns.OfTitle(title, Now)));
        Assert.True(example.Screen is not null || example.Title is not null);
    }

    [Fact]
    public void Every_rule_has_a_recorded_example()
    {
        foreach (var patterns in ProgramPatterns.All)
        {
            var seen = patterns.File.Examples
                .SelectMany(
                    example => new[]
                    {
                        example.Screen is { } screen ? patterns.OfScreen(string.Join('\n', screen), Now) : null,
                        example.Title is { } title ? patterns.OfTitle(title, Now) : null,
                    })
                .OfType<StatusEvidence>().Select(evidence => (evidence.Source, evidence.Reason)).ToHashSet();
            Assert.All(patterns.File.Titles, rule => Assert.Contains((EvidenceSource.Title, rule.Reason), seen));
            Assert.All(patterns.File.Screens, rule => Assert.Contains((EvidenceSource.Screen, rule.Reason), seen));
        }
    }

    [Fact]
    public void A_program_is_known_by_its_file()
    {
        Assert.Equal("Claude Code", ProgramPatterns.Find("/usr/local/bin/claude")?.File.Program);
        Assert.Null(ProgramPatterns.Find("/usr/bin/true"));
    }

    [Fact]
    public void Without_evidence_nothing_is_known()
    {
        var estimate = StatusEstimator.Estimate([], Now);
        Assert.Equal((SessionStatus.Unknown, 0.0), (estimate.Status, estimate.Confidence));
        Assert.Equal("unknown (confidence 0.00): nothing was seen yet", estimate.Explain());
    }

    [Fact]
    public void The_end_of_the_process_is_certain()
    {
        var estimate = StatusEstimator.Estimate(
            [Evidence(
                SessionStatus.Working, EvidenceSource.Hook, 0), Evidence(
                    SessionStatus.Exited, EvidenceSource.Exit, 60)],
            Now);
        Assert.Equal((SessionStatus.Exited, 1.0), (estimate.Status, estimate.Confidence));
    }

    [Fact]
    public void A_hook_counts_more_than_the_screen_until_it_is_old()
    {
        var screen = Evidence(SessionStatus.NeedsApproval, EvidenceSource.Screen, 1);
        Assert.Equal(
            SessionStatus.Working,
            StatusEstimator.Estimate([Evidence(SessionStatus.Working, EvidenceSource.Hook, 1), screen], Now).Status);
        Assert.Equal(
            SessionStatus.NeedsApproval,
            StatusEstimator.Estimate([Evidence(SessionStatus.Working, EvidenceSource.Hook, 120), screen], Now).Status);
    }

    [Fact]
    public void Of_several_hooks_the_newest_counts() => Assert.Equal(SessionStatus.Idle, StatusEstimator.Estimate(
        [Evidence(
            SessionStatus.Working, EvidenceSource.Hook, 9), Evidence(
                SessionStatus.Idle, EvidenceSource.Hook, 1), Evidence(
                    SessionStatus.NeedsApproval, EvidenceSource.Hook, 5)], Now).Status);

    [Fact]
    public void Agreement_makes_surer_and_disagreement_less_sure()
    {
        var alone = StatusEstimator.Estimate(
            [Evidence(SessionStatus.Working, EvidenceSource.Screen, 0)], Now).Confidence;
        Assert.True(
            StatusEstimator.Estimate(
                [Evidence(
                    SessionStatus.Working, EvidenceSource.Screen, 0), Evidence(
                        SessionStatus.Working, EvidenceSource.Title, 0)],
                Now).Confidence > alone);
        Assert.True(
            StatusEstimator.Estimate(
                [Evidence(
                    SessionStatus.Working, EvidenceSource.Screen, 0), Evidence(
                        SessionStatus.Idle, EvidenceSource.Title, 0)],
                Now).Confidence < alone);
    }

    [Fact]
    public void Quiet_alone_is_a_guess()
    {
        var quiet = QuietEvidence.Of(Now.AddSeconds(-10), Now)!;
        var estimate = StatusEstimator.Estimate([quiet], Now);
        Assert.Equal(SessionStatus.Idle, estimate.Status);
        Assert.True(estimate.Confidence < 0.5);
        Assert.Equal(
            "idle (confidence 0.35)\n- 0.35 idle, quiet, 10 s ago: nothing was printed for 10 s", estimate.Explain());
        Assert.Equal(SessionStatus.Working, QuietEvidence.Of(Now.AddSeconds(-1), Now)?.Status);
        Assert.Null(QuietEvidence.Of(null, Now));
    }

    [Theory]
    [InlineData("UserPromptSubmit", null, SessionStatus.Working)]
    [InlineData("Stop", null, SessionStatus.Idle)]
    [InlineData("PermissionRequest", "Bash", SessionStatus.NeedsApproval)]
    [InlineData("Notification", "Claude needs your permission to use Bash", SessionStatus.NeedsApproval)]
    [InlineData("Notification", "idle_prompt", SessionStatus.Idle)]
    [InlineData("StopFailure", "rate_limit", SessionStatus.QuotaExhausted)]
    [InlineData("StopFailure", "authentication_failed", SessionStatus.AuthDead)]
    [InlineData("agent-turn-complete", null, SessionStatus.Idle)]
    public void A_hook_has_its_status(
        string name, string? detail, SessionStatus status) =>
            Assert.Equal(status, HookEvidence.Of(name, detail, Now)?.Status);

    [Fact]
    public void An_unknown_hook_says_nothing() => Assert.Null(HookEvidence.Of("SomethingNew", "x", Now));

    [Fact]
    public void Every_status_has_a_name()
    {
        foreach (var status in Enum.GetValues<SessionStatus>())
            Assert.Equal(status, StatusNames.Find(StatusNames.Of(status)));
        Assert.Null(StatusNames.Find("Idle"));
    }

    private static StatusEvidence Evidence(
        SessionStatus status, EvidenceSource source, int secondsAgo) =>
            new(status, source, "seen", Now.AddSeconds(-secondsAgo));

    private static string? Name(StatusEvidence? evidence) => evidence is null ? null : StatusNames.Of(evidence.Status);
}
