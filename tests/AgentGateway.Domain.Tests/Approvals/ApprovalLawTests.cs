using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Approvals;

/// <summary>
/// In every sequence of commands to an approval, nothing runs without one matching, unexpired decision.
/// </summary>
public sealed class ApprovalLawTests
{
    private static readonly StreamId Stream = StreamId.Of(ApprovalMachine.Kind, "apr_1");
    private static readonly DateTimeOffset Start = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_laws_of_approvals_hold_through_any_story() =>
        Fuzz.Check(20_000, 40, Fuzz.Numbers(1 << 16), numbers =>
    {
        var state = ApprovalMachine.Initial;
        var events = new List<DomainEvent>();
        var keys = new HashSet<string>();
        foreach (var number in numbers)
        {
            var command = CommandOf(number);
            var before = state;
            var decided = ApprovalMachine.Decide(state, command);
            if (decided.IsRejected(out var rejection))
            {
                Assert.NotNull(rejection.Hint);
                if (rejection.Code == "already_decided") Assert.Equal(before.DecidedBy, rejection.DecidedBy);
                continue;
            }

            foreach (var happened in decided.Value)
            {
                events.Add(happened);
                state = ApprovalMachine.Evolve(
                    state, new(Stream, events.Count, Start.AddSeconds(events.Count), "daemon", happened));
            }

            Check(command, before, state, decided.Value);
            foreach (var effect in ApprovalMachine.Owed(state).Where(effect => keys.Add(effect.Key)))
                Assert.StartsWith(Stream.Value, effect.Key);
        }

        Assert.True(events.OfType<ApprovalDecided>().Count() <= 1, "It is decided at most once.");
        Assert.True(events.OfType<ApprovalUsed>().Count() <= 1, "It is used at most once.");
    });

    private static void Check(
        ApprovalCommand command, Approval before, Approval after, IReadOnlyList<DomainEvent> events)
    {
        foreach (var happened in events)
            switch (happened)
            {
                case ApprovalDecided when command is DecideApproval c:
                    Assert.Equal(ApprovalState.Pending, before.State);
                    Assert.False(c.Overdue, "What is overdue is not decided.");
                    Assert.True(
                        c.Decision == ApprovalDecision.Deny
                            || !before.Subject!.IsCut
                            || before.SeenBy?.Contains(c.Approver.Name) == true,
                        "What was not seen is not approved.");
                    Assert.True(
                        c.Approver.Agent is null && c.Approver.UpTo >= before.Subject!.Risk,
                        "Only who has the right decides.");
                    Assert.False(c.Approver.Inside, "A process inside decides nothing.");
                    Assert.True(c.Approver.Local || before.Subject.Risk < RiskClass.R4, "R4 is decided locally.");
                    Assert.False(
                        c.Approver.Elicited
                            && c.Decision is ApprovalDecision.Always or ApprovalDecision.Session
                            && c.Approver.Elicited,
                        "A dialogue decides once.");
                    break;
                case ApprovalUsed when command is UseApproval c:
                    Assert.Equal(ApprovalState.Approved, before.State);
                    Assert.False(c.Overdue, "What is overdue is not used.");
                    Assert.Equal(before.Subject!.Digest, c.Digest);
                    break;
                case ApprovalUsed or ApprovalDecided:
                    Assert.Fail("Time and cancelling decide nothing.");
                    break;
            }

        if (command is UseApproval use && before.UsedBy is not null) Assert.Equal(use.CallKey, before.UsedBy);
        Assert.True(
            after.State != ApprovalState.Pending
                || after.Requester is null
                || ApprovalMachine.Owed(after) is [ExpireRequest],
            "What is pending expires.");
    }

    private static ApprovalCommand CommandOf(int number)
    {
        var (kind, a, b) = (number % 10, number / 10 % 16, number / 160);
        var risk = (RiskClass)(a % 5);
        return kind switch
        {
            0 or 1 => new RequestApproval(
                new("svarog", "key"),
                new("run", "{}", "run", null, null, "digest", risk, "rule")
                {
                    Why = "why",
                    IsCut = b % 5 == 0,
                    AlwaysPossible = b % 2 == 0,
                    SessionPossible = b % 3 == 0,
                },
                "",
                Start.AddMinutes(30)),
            2 or 3 => new DecideApproval(
                new($"person{a}", b % 3 == 0
                    ? null
                    : (RiskClass)(b % 5), b % 7 == 0 ? "svarog" : null, b % 4 == 0, b % 5 == 0,
                    b % 13 == 0),
                (ApprovalDecision)(a % 4), null, b % 11 == 0),
            4 or 5 => new UseApproval(a % 4 == 0 ? "other" : "key", a % 5 == 0 ? "changed" : "digest", b % 6 == 0),
            6 => new ExpireApproval(),
            7 => new CancelApproval("over"),
            8 => new MarkApprovalSeen(new($"person{a}", (RiskClass)(b % 5))),
            _ => new ConfirmApprovalReported(),
        };
    }
}
