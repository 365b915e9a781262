using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

public sealed class StatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

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
            StatusEstimator.Estimate(
                [Evidence(SessionStatus.Working, EvidenceSource.Hook, 120), screen with { At = Now.AddSeconds(-120) }],
                Now).Status);
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
    public void What_changed_after_a_hook_outranks_it()
    {
        var hook = Evidence(SessionStatus.NeedsApproval, EvidenceSource.Hook, 5);
        Assert.Equal(
            SessionStatus.Working,
            StatusEstimator.Estimate([hook, Evidence(SessionStatus.Working, EvidenceSource.Screen, 1)], Now).Status);
        Assert.Equal(
            SessionStatus.NeedsApproval,
            StatusEstimator.Estimate([hook, Evidence(SessionStatus.Working, EvidenceSource.Screen, 9)], Now).Status);
        // The program has left, and its shell waits again.
        Assert.Equal(
            SessionStatus.Idle,
            StatusEstimator.Estimate([hook, Evidence(SessionStatus.Idle, EvidenceSource.Front, 1)], Now).Status);
        Assert.Equal(
            SessionStatus.NeedsApproval,
            StatusEstimator.Estimate([hook, Evidence(SessionStatus.Working, EvidenceSource.Front, 1)], Now).Status);
    }

    [Fact]
    public void What_is_asked_is_told_with_the_rule_that_spoke()
    {
        var estimate = StatusEstimator.Estimate(
            [
                Evidence(SessionStatus.NeedsApproval, EvidenceSource.Hook, 1),
                Evidence(SessionStatus.NeedsApproval, EvidenceSource.Screen, 2) with
                {
                    Rule = "claude.json:21", Asked = "touch made.txt",
                },
            ],
            Now);
        Assert.Equal("touch made.txt", estimate.Asked);
        Assert.EndsWith("2 s ago: seen (claude.json:21): touch made.txt", estimate.Explain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UserPromptSubmit", null, SessionStatus.Working)]
    [InlineData("Stop", null, SessionStatus.Idle)]
    [InlineData("PermissionRequest", "Bash", SessionStatus.NeedsApproval)]
    [InlineData("Notification", "Claude needs your permission to use Bash", SessionStatus.NeedsApproval)]
    [InlineData("Notification", "idle_prompt", SessionStatus.Idle)]
    [InlineData("StopFailure", "rate_limit", SessionStatus.QuotaExhausted)]
    [InlineData("StopFailure", "authentication_failed", SessionStatus.AuthDead)]
    [InlineData("StopFailure", "server_error", SessionStatus.Error)]
    [InlineData("PostToolUse", null, SessionStatus.Working)]
    [InlineData("agent-turn-complete", null, SessionStatus.Idle)]
    public void A_hook_has_its_status(
        string name, string? detail, SessionStatus status) =>
            Assert.Equal(status, HookEvidence.Of(new(name, detail), Now)?.Status);

    [Fact]
    public void A_question_of_a_hook_is_no_approval_and_tells_what_is_asked()
    {
        foreach (var name in (string[])["PreToolUse", "PermissionRequest"])
        {
            var asked = HookEvidence.Of(new(name, null, "AskUserQuestion", "Which database?"), Now)!;
            Assert.Equal((SessionStatus.Question, "Which database?"), (asked.Status, asked.Asked));
        }

        var approval = HookEvidence.Of(new("PermissionRequest", null, "Bash", "touch made.txt"), Now)!;
        Assert.Equal((SessionStatus.NeedsApproval, "touch made.txt"), (approval.Status, approval.Asked));
        Assert.Null(HookEvidence.Of(new("PreToolUse", null, "Bash", "touch made.txt"), Now)!.Asked);
    }

    [Fact]
    public void An_unknown_hook_says_nothing() => Assert.Null(HookEvidence.Of(new("SomethingNew", "x"), Now));

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
