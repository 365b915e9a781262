using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Approvals.ApprovalMachine,
    AgentGateway.Domain.Approvals.Approval,
    AgentGateway.Domain.Approvals.ApprovalCommand>;

namespace AgentGateway.Domain.Tests.Approvals;

/// <summary>The law of approvals, case by case; <see cref="ApprovalLawTests"/> has it for any order.</summary>
public sealed class ApprovalTests
{
    private static readonly DateTimeOffset ExpiresAt = Story.Start.AddMinutes(30);
    private static readonly ApprovalRequested Requested = new(
        new("svarog", "call", new("thr_1"), new("turn_1"), "c1"), Subject(RiskClass.R2), "people", ExpiresAt);

    private static readonly Approver Person = new("ada", RiskClass.R3);
    private static readonly DecideApproval Yes = new(Person, ApprovalDecision.Once, "fine", false);
    private static readonly MarkApprovalSeen Look = new(Person);
    private static readonly ApprovalSeen Seen = new("ada");
    private static readonly ApprovalRequested Long =
        Requested with { Subject = Requested.Subject with { IsCut = true } };
    private static readonly UseApproval Use = new("call", "digest", false);
    private static readonly ApprovalDecided Approved = new(ApprovalDecision.Once, "ada", "fine");
    private static readonly ApprovalDecided Denied = new(ApprovalDecision.Deny, "bob", null);
    private static readonly ApprovalUsed Used = new("call");
    private static readonly ApprovalExpired Expired = new();
    private static readonly ApprovalCancelled Cancelled = new("The turn has ended.");

    private static readonly Approval Pending = Approval.Initial with
    {
        Id = new(Story.Id), Requester = Requested.Requester, Subject = Requested.Subject, Audience = "people",
        CreatedAt = Story.At(1), ExpiresAt = ExpiresAt, Key = Story.Key(1),
    };

    [Fact]
    public void An_approval_is_requested_once()
    {
        Story.Given().When(Request(Requested), Requested);
        Story.Given(Requested).When(Request(Requested with { Audience = "others" }));
        Assert.Equal(Pending, Story.Given(Requested).State);
    }

    [Fact]
    public void One_that_has_ended_is_deleted_and_its_texts_are_to_be_erased()
    {
        Story.Given(Requested).When(new DeleteApproval());
        Story.Given(Requested, Approved).When(new DeleteApproval());
        Story.Given(Requested, Approved, new ApprovalReported())
            .When(new DeleteApproval(), new ApprovalDeleted(ApprovalState.Approved));
        var deleted = Story.Given(
            Requested, Approved, new ApprovalReported(), new ApprovalDeleted(ApprovalState.Approved));
        Assert.Equal(
            Approval.Initial with
            {
                Id = new(Story.Id), Requester = new("", ""), State = ApprovalState.Approved, IsDeleted = true,
                EraseKey = Story.Key(4),
            },
            deleted.State);
        Assert.Equal([new EraseRequest(Story.Key(4))], ApprovalMachine.Owed(deleted.State));
        Assert.True(Assert.Single(ApprovalMachine.Project(Approval.Initial, null!, deleted.State)).IsRemoved);
        deleted.Refuses(Yes, ApprovalRejections.Unknown);
        deleted.Refuses(new CancelApproval("over"), ApprovalRejections.Unknown);
        deleted.When(Request(Requested));
        deleted.When(new DeleteApproval());
        deleted.When(new ConfirmApprovalErased(), new ApprovalErased());
    }

    [Fact]
    public void What_was_never_requested_is_unknown()
    {
        ApprovalCommand[] commands =
            [Yes, Use, Look, new ExpireApproval(), new CancelApproval("over"), new ConfirmApprovalReported()];
        foreach (var command in commands) Story.Given().Refuses(command, ApprovalRejections.Unknown);
    }

    [Theory]
    [InlineData(ApprovalDecision.Once, ApprovalState.Approved)]
    [InlineData(ApprovalDecision.Session, ApprovalState.Approved)]
    [InlineData(ApprovalDecision.Always, ApprovalState.Approved)]
    [InlineData(ApprovalDecision.Deny, ApprovalState.Denied)]
    public void The_first_decision_counts(ApprovalDecision decision, ApprovalState state)
    {
        var decided = Approved with { Decision = decision };
        Story.Given(Requested).When(Yes with { Decision = decision }, decided);
        Assert.Equal(
            Pending with
            {
                State = state, Decision = decision, DecidedBy = "ada", Reason = "fine", EndedAt = Story.At(2),
                Key = Story.Key(2),
            },
            Story.Given(Requested, decided).State);
    }

    [Fact]
    public void A_later_decision_is_refused_and_says_whose_the_first_was()
    {
        foreach (var (first, by) in (ReadOnlySpan<(ApprovalDecided, string)>)[(Approved, "ada"), (Denied, "bob")])
        {
            var story = Story.Given(Requested, first);
            var rejection = ApprovalRejections.Decided(story.State);
            Assert.Equal((by, Story.Id), (rejection.DecidedBy, rejection.ApprovalId));
            story.Refuses(Yes, rejection);
        }
    }

    [Fact]
    public void What_is_over_is_not_decided()
    {
        Story.Given(Requested).Refuses(Yes with { Overdue = true }, ApprovalRejections.Expired);
        Story.Given(Requested, Expired).Refuses(Yes, ApprovalRejections.Expired);
        Story.Given(Requested, Cancelled)
            .Refuses(Yes, ApprovalRejections.Cancelled(new(Story.Id), "The turn has ended."));
    }

    [Fact]
    public void An_agent_never_decides() =>
        Story.Given(Requested).Refuses(
            Yes with { Approver = Person with { UpTo = RiskClass.R4, Agent = "svarog", Local = true } },
            ApprovalRejections.AgentsNeverApprove(new(Story.Id)));

    [Fact]
    public void A_process_inside_never_decides() =>
        Story.Given(Requested).Refuses(
            Yes with { Approver = Person with { UpTo = RiskClass.R4, Inside = true, Local = true } },
            ApprovalRejections.Inside($"agw approve {Story.Id}"));

    [Fact]
    public void The_right_to_decide_reaches_up_to_a_risk()
    {
        Story.Given(Requested)
            .Refuses(
                Yes with { Approver = new("client", null) },
                ApprovalRejections.NoRight(new(Story.Id), RiskClass.R2, null));
        Story.Given(Requested).Refuses(
            Yes with { Approver = Person with { UpTo = RiskClass.R1 } },
            ApprovalRejections.NoRight(new(Story.Id), RiskClass.R2, RiskClass.R1));
        Story.Given(Requested).When(Yes with { Approver = Person with { UpTo = RiskClass.R2 } }, Approved);
    }

    [Fact]
    public void The_highest_risk_is_decided_locally_alone()
    {
        var story = Story.Given(Requested with { Subject = Subject(RiskClass.R4) });
        var person = Person with { UpTo = RiskClass.R4 };
        story.Refuses(Yes with { Approver = person }, ApprovalRejections.LocalApproval(new(Story.Id)));
        story.When(Yes with { Approver = person with { Local = true } }, Approved);
    }

    [Fact]
    public void A_clients_dialogue_decides_once()
    {
        var story = Story.Given(Requested);
        var elicited = Yes with { Approver = Person with { Elicited = true } };
        story.Refuses(elicited with { Decision = ApprovalDecision.Session }, ApprovalRejections.OnceOnly);
        story.Refuses(elicited with { Decision = ApprovalDecision.Always }, ApprovalRejections.OnceOnly);
        story.When(elicited, Approved);
        story.When(
            elicited with { Decision = ApprovalDecision.Deny }, Approved with { Decision = ApprovalDecision.Deny });
    }

    [Fact]
    public void What_cannot_be_remembered_is_decided_once()
    {
        var subject = Subject(RiskClass.R2) with { AlwaysPossible = false, SessionPossible = false };
        var story = Story.Given(Requested with { Subject = subject });
        story.Refuses(Yes with { Decision = ApprovalDecision.Always }, ApprovalRejections.NotAlways);
        story.Refuses(Yes with { Decision = ApprovalDecision.Session }, ApprovalRejections.NotSession);
        story.When(Yes, Approved);
    }

    [Fact]
    public void What_is_shown_in_part_is_approved_only_by_an_approver_who_was_shown_all_of_it()
    {
        var unseen = ApprovalRejections.Unseen(new(Story.Id));
        Assert.Equal(("approval_unseen", Story.Id), (unseen.Code, unseen.ApprovalId));
        foreach (var decision in (ApprovalDecision[])
            [ApprovalDecision.Once, ApprovalDecision.Session, ApprovalDecision.Always])
            Story.Given(Long).Refuses(Yes with { Decision = decision }, unseen);
        Story.Given(Long).When(Look, Seen);
        Story.Given(Long, Seen).When(Yes, Approved);
        Story.Given(Long, Seen).Refuses(Yes with { Approver = Person with { Name = "bob" } }, unseen);
        Story.Given(Long, new ApprovalSeen("bob")).Refuses(Yes, unseen);
    }

    [Fact]
    public void What_was_not_read_may_be_denied() => Story.Given(Long).When(
        Yes with { Decision = ApprovalDecision.Deny }, Approved with { Decision = ApprovalDecision.Deny });

    [Fact]
    public void That_it_was_seen_is_kept_once_and_only_where_it_counts()
    {
        Story.Given(Requested).When(Look);
        Story.Given(Long, Seen).When(Look);
        Story.Given(Long, Denied).When(Look);
        foreach (var nobody in (Approver[])
            [Person with { Agent = "svarog" }, Person with { UpTo = null }, Person with { UpTo = RiskClass.R1 }])
            Story.Given(Long).When(new MarkApprovalSeen(nobody));
        DomainEvent[] many = [.. Enumerable.Range(0, 32).Select(number => new ApprovalSeen($"person{number}"))];
        Story.Given([Long, .. many]).When(Look);
    }

    [Fact]
    public void The_whole_text_is_in_the_event_and_not_in_the_state()
    {
        var whole = new ApprovalWhole("{}", "make\nmake install");
        Story.Given().When(Request(Long) with { Whole = whole }, Long with { Whole = whole });
        Assert.Equal(
            Pending with { Subject = Long.Subject }, Story.Given(Long with { Whole = whole }).State);
    }

    [Fact]
    public void A_permission_is_used_by_one_call_which_may_ask_again()
    {
        Story.Given(Requested, Approved).When(Use, Used);
        Story.Given(Requested, Approved, Used).When(Use);
        Story.Given(Requested, Approved, Used).Refuses(Use with { CallKey = "other" }, ApprovalRejections.Used);
        Assert.Equal(
            Story.Given(Requested, Approved).State with { UsedBy = "call", UsedAt = Story.At(3) },
            Story.Given(Requested, Approved, Used).State);
    }

    [Fact]
    public void Only_what_was_approved_runs_and_only_in_its_time()
    {
        var story = Story.Given(Requested, Approved);
        story.Refuses(Use with { Overdue = true }, ApprovalRejections.Expired);
        story.Refuses(Use with { Digest = "changed" }, ApprovalRejections.Changed);
        Story.Given(Requested, Approved, Used).Refuses(Use with { Digest = "changed" }, ApprovalRejections.Changed);
    }

    [Fact]
    public void Without_a_yes_nothing_is_used()
    {
        DomainEvent[][] stories = [[Requested], [Requested, Denied], [Requested, Expired], [Requested, Cancelled]];
        foreach (var events in stories) Story.Given(events).Refuses(Use, ApprovalRejections.NotApproved);
    }

    [Fact]
    public void Its_time_ends_what_is_pending_and_nothing_else()
    {
        Story.Given(Requested).When(new ExpireApproval(), Expired);
        foreach (DomainEvent end in (DomainEvent[])[Approved, Denied, Expired, Cancelled])
            Story.Given(Requested, end).When(new ExpireApproval());
        Assert.Equal(
            Pending with { State = ApprovalState.Expired, EndedAt = Story.At(2), Key = Story.Key(2) },
            Story.Given(Requested, Expired).State);
    }

    [Fact]
    public void Cancelling_takes_back_what_is_pending_and_a_permission_that_was_not_used()
    {
        var cancel = new CancelApproval("The turn has ended.");
        Story.Given(Requested).When(cancel, Cancelled);
        Story.Given(Requested, Approved).When(cancel, Cancelled);
        foreach (DomainEvent[] events in (DomainEvent[][])[[Approved, Used], [Denied], [Expired], [Cancelled]])
            Story.Given([Requested, .. events]).When(cancel);
        Assert.Equal(
            Pending with
            {
                State = ApprovalState.Cancelled, Reason = "The turn has ended.", EndedAt = Story.At(2),
                Key = Story.Key(2),
            },
            Story.Given(Requested, Cancelled).State);
    }

    [Fact]
    public void The_outcome_is_reported_once()
    {
        var confirm = new ConfirmApprovalReported();
        Story.Given(Requested).When(confirm);
        Story.Given(Requested, Denied).When(confirm, new ApprovalReported());
        Story.Given(Requested, Denied, new ApprovalReported()).When(confirm);
        Assert.Equal(
            Story.Given(Requested, Denied).State with { Key = null },
            Story.Given(Requested, Denied, new ApprovalReported()).State);
    }

    [Fact]
    public void An_approval_owes_its_end_in_time_and_then_the_report_of_it()
    {
        Assert.Empty(Story.Given().Owed);
        var expiry = new ExpireRequest(Story.Key(1), Story.At(1), ExpiresAt);
        Assert.Equal([expiry], Story.Given(Requested).Owed);
        Assert.Equal((ExpiresAt, ExpiresAt - Story.At(1)), (expiry.NotBefore, expiry.WaitMax));
        foreach (DomainEvent end in (DomainEvent[])[Approved, Denied, Expired, Cancelled])
            Assert.Equal([new ReportRequest(Story.Key(2))], Story.Given(Requested, end).Owed);
        Assert.Equal([new ReportRequest(Story.Key(2))], Story.Given(Requested, Approved, Used).Owed);
        Assert.Empty(Story.Given(Requested, Denied, new ApprovalReported()).Owed);
    }

    [Fact]
    public void Every_event_changes_the_row()
    {
        DomainEvent[][] stories =
        [
            [Requested], [Requested, Approved], [Requested, Approved, Used], [Requested, Expired],
            [Requested, Cancelled],
            [Requested, Denied, new ApprovalReported()],
        ];
        foreach (var events in stories)
        {
            var story = Story.Given(events);
            Assert.Equal([new ApprovalRow(story.State)], story.Rows);
            Assert.Equal(Story.Id, story.Rows[0].Key);
        }
    }

    private static RequestApproval Request(ApprovalRequested requested) =>
        new(requested.Requester, requested.Subject, requested.Audience, requested.ExpiresAt);

    private static ApprovalSubject Subject(RiskClass risk) => new(
        "run_command", "{}", "run_command: make", "make", "/src", "digest", risk, "default")
    {
        Why = "It executes something.",
        Remembered = new("remembered", PolicyDecision.Allow, PolicySource.Always),
        AlwaysPossible = true,
        SessionPossible = true,
    };
}
