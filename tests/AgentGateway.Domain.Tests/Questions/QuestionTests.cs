using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Questions;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Questions.QuestionMachine,
    AgentGateway.Domain.Questions.Question,
    AgentGateway.Domain.Questions.QuestionCommand>;

namespace AgentGateway.Domain.Tests.Questions;

/// <summary>The law of questions.</summary>
public sealed class QuestionTests
{
    private static readonly DateTimeOffset ExpiresAt = Story.Start.AddMinutes(30);
    private static readonly QuestionAsked Asked = new(new("svarog", "call"), "Which?", [], "neither", ExpiresAt);
    private static readonly QuestionAsked AskedToChoose =
        Asked with { Options = ["Red", "green", "2"], Default = null };
    private static readonly Approver Person = new("ada", RiskClass.R1);
    private static readonly Approver Client = new("client", null);
    private static readonly AnswerQuestion Answer = new("Because.", Person, false);
    private static readonly QuestionAnswered Answered = new("Because.", "ada");
    private static readonly QuestionCancelled Cancelled = new("The turn has ended.");

    private static readonly Question Pending = Question.Initial with
    {
        Id = new(Story.Id), Requester = Asked.Requester, Text = "Which?", Options = Asked.Options, Default = "neither",
        CreatedAt = Story.At(1), ExpiresAt = ExpiresAt, Key = Story.Key(1),
    };

    [Fact]
    public void A_question_is_asked_once()
    {
        Story.Given().When(Ask(Asked), Asked);
        Story.Given(Asked).When(Ask(AskedToChoose));
        Assert.Equal(Pending, Story.Given(Asked).State);
    }

    [Fact]
    public void One_that_has_ended_is_deleted_and_its_texts_are_to_be_erased()
    {
        Story.Given(Asked).When(new DeleteQuestion());
        Story.Given(Asked, Answered, new QuestionReported())
            .When(new DeleteQuestion(), new QuestionDeleted(QuestionState.Answered));
        var deleted = Story.Given(
            Asked, Answered, new QuestionReported(), new QuestionDeleted(QuestionState.Answered));
        Assert.Equal(
            Question.Initial with
            {
                Id = new(Story.Id), Requester = new("", ""), State = QuestionState.Answered, IsDeleted = true,
                EraseKey = Story.Key(4),
            },
            deleted.State);
        Assert.Equal([new EraseRequest(Story.Key(4))], QuestionMachine.Owed(deleted.State));
        Assert.True(Assert.Single(QuestionMachine.Project(Question.Initial, null!, deleted.State)).IsRemoved);
        deleted.Refuses(Answer, QuestionRejections.Unknown);
        deleted.When(Ask(Asked));
        deleted.When(new ConfirmQuestionErased(), new QuestionErased());
    }

    [Fact]
    public void What_was_never_asked_is_unknown()
    {
        QuestionCommand[] commands =
            [Answer, new ExpireQuestion(), new CancelQuestion("over"), new ConfirmQuestionReported()];
        foreach (var command in commands) Story.Given().Refuses(command, QuestionRejections.Unknown);
    }

    [Fact]
    public void An_answer_counts_without_the_space_around_it()
    {
        Story.Given(Asked).When(Answer with { Answer = " \tBecause.\n" }, Answered);
        Assert.Equal(
            Pending with
            {
                State = QuestionState.Answered, Answer = "Because.", AnsweredBy = "ada", EndedAt = Story.At(2),
                Key = Story.Key(2),
            },
            Story.Given(Asked, Answered).State);
    }

    [Theory]
    [InlineData("Red", "Red")]
    [InlineData("GREEN", "green")]
    [InlineData("1", "Red")]
    [InlineData("2", "2")]
    [InlineData("3", "2")]
    public void An_option_is_chosen_by_its_text_or_else_by_its_number(string given, string chosen) =>
        Story.Given(AskedToChoose).When(Answer with { Answer = given }, new QuestionAnswered(chosen, "ada"));

    [Theory]
    [InlineData("blue")]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("-1")]
    [InlineData("1.0")]
    public void What_is_none_of_the_options_is_refused(string given) =>
        Story.Given(AskedToChoose)
            .Refuses(Answer with { Answer = given }, QuestionRejections.NoSuchOption(AskedToChoose.Options));

    [Fact]
    public void An_answer_is_neither_empty_nor_too_long()
    {
        var longest = new string('x', QuestionMachine.AnswerCharactersMax);
        var story = Story.Given(Asked);
        story.Refuses(Answer with { Answer = " \n" }, QuestionRejections.Empty);
        story.When(Answer with { Answer = longest }, Answered with { Answer = longest });
        story.Refuses(
            Answer with { Answer = longest + "x" },
            QuestionRejections.TooLong(longest.Length + 1, QuestionMachine.AnswerCharactersMax));
    }

    [Fact]
    public void An_agent_answers_no_question_whatever_became_of_it()
    {
        DomainEvent[][] stories = [[Asked], [Asked, Answered], [Asked, new QuestionExpired()], [Asked, Cancelled]];
        foreach (var events in stories)
            Story.Given(events)
                .Refuses(Answer with { By = Agent("rarog") }, QuestionRejections.AgentsDoNotAnswer(new(Story.Id)));
    }

    [Fact]
    public void A_client_without_a_right_to_approve_answers_nothing()
    {
        Story.Given(Asked).Refuses(Answer with { By = Client }, QuestionRejections.NoRight(new(Story.Id)));
        Story.Given(Asked).Refuses(
            Answer with
            {
                By = Person with { Inside = true },
            }, ApprovalRejections.Inside($"agw answer {Story.Id} TEXT"));
        foreach (var by in (Approver[])[Client with { Elicited = true }, Client with { Local = true }, Person])
            Story.Given(Asked).When(Answer with { By = by }, Answered with { By = by.Name });
    }

    [Fact]
    public void A_dialogue_of_a_client_that_runs_inside_answers_nothing() =>
        Story.Given(Asked).Refuses(
            Answer with { By = Client with { Elicited = true, Inside = true } },
            ApprovalRejections.Inside($"agw answer {Story.Id} TEXT"));

    [Fact]
    public void Those_whom_a_question_names_answer_it_but_never_the_agent_that_asks()
    {
        var asked = Asked with { Answerers = ["client", "rarog", "svarog"] };
        Story.Given().When(Ask(asked), asked);
        Assert.Equal(asked.Answerers, Story.Given(asked).State.Answerers);
        foreach (var by in (Approver[])[Client, Client with { Inside = true }, Agent("rarog")])
            Story.Given(asked).When(Answer with { By = by }, Answered with { By = by.Name });
        Story.Given(asked)
            .Refuses(Answer with { By = Agent("svarog") }, QuestionRejections.AgentsDoNotAnswer(new(Story.Id)));
        Story.Given(asked)
            .Refuses(Answer with { By = Agent("perun") }, QuestionRejections.AgentsDoNotAnswer(new(Story.Id)));
        Story.Given(asked).Refuses(Answer with { By = new("editor", null) }, QuestionRejections.NoRight(new(Story.Id)));
    }

    [Fact]
    public void A_second_answer_is_refused_and_says_who_gave_the_first()
    {
        var story = Story.Given(Asked, Answered);
        var rejection = QuestionRejections.Answered(story.State);
        Assert.Equal("ada", rejection.DecidedBy);
        story.Refuses(Answer with { By = Person with { Name = "bob" } }, rejection);
    }

    [Fact]
    public void What_is_over_is_not_answered()
    {
        Story.Given(Asked).Refuses(Answer with { Overdue = true }, QuestionRejections.Expired);
        Story.Given(Asked, new QuestionExpired()).Refuses(Answer, QuestionRejections.Expired);
        Story.Given(Asked, Cancelled).Refuses(Answer, QuestionRejections.Cancelled);
    }

    [Fact]
    public void Its_time_ends_a_question_that_waits_and_the_default_counts()
    {
        Story.Given(Asked).When(new ExpireQuestion(), new QuestionExpired());
        Story.Given(Asked, Answered).When(new ExpireQuestion());
        var expired = Pending with
        {
            State = QuestionState.Expired, Answer = "neither", EndedAt = Story.At(2), Key = Story.Key(2),
        };
        Assert.Equal(expired, Story.Given(Asked, new QuestionExpired()).State);
        Assert.Null(Story.Given(AskedToChoose, new QuestionExpired()).State.Answer);
    }

    [Fact]
    public void A_question_that_waits_is_cancelled_with_the_reason()
    {
        Story.Given(Asked).When(new CancelQuestion("The turn has ended."), Cancelled);
        Story.Given(Asked, new QuestionExpired()).When(new CancelQuestion("again"));
        Assert.Equal(
            Pending with
            {
                State = QuestionState.Cancelled, Reason = "The turn has ended.", EndedAt = Story.At(2),
                Key = Story.Key(2),
            },
            Story.Given(Asked, Cancelled).State);
    }

    [Fact]
    public void The_outcome_is_reported_once()
    {
        Story.Given(Asked).When(new ConfirmQuestionReported());
        Story.Given(Asked, Answered).When(new ConfirmQuestionReported(), new QuestionReported());
        Story.Given(Asked, Answered, new QuestionReported()).When(new ConfirmQuestionReported());
        Assert.Equal(
            Story.Given(Asked, Answered).State with { Key = null },
            Story.Given(Asked, Answered, new QuestionReported()).State);
    }

    [Fact]
    public void A_question_owes_its_end_in_time_and_then_the_report_of_it()
    {
        Assert.Empty(Story.Given().Owed);
        var expiry = new ExpireRequest(Story.Key(1), Story.At(1), ExpiresAt);
        Assert.Equal([expiry], Story.Given(Asked).Owed);
        Assert.Equal((ExpiresAt, ExpiresAt - Story.At(1)), (expiry.NotBefore, expiry.WaitMax));
        foreach (DomainEvent end in (DomainEvent[])[Answered, new QuestionExpired(), Cancelled])
            Assert.Equal([new ReportRequest(Story.Key(2))], Story.Given(Asked, end).Owed);
        Assert.Empty(Story.Given(Asked, Answered, new QuestionReported()).Owed);
    }

    [Fact]
    public void Every_event_changes_the_row()
    {
        DomainEvent[][] stories =
        [
            [Asked], [Asked, Answered], [Asked, new QuestionExpired()], [Asked, Cancelled],
            [Asked, Answered, new QuestionReported()],
        ];
        foreach (var events in stories)
        {
            var story = Story.Given(events);
            Assert.Equal([new QuestionRow(story.State)], story.Rows);
            Assert.Equal(Story.Id, story.Rows[0].Key);
        }
    }

    private static AskQuestion Ask(QuestionAsked asked) =>
        new(asked.Requester, asked.Text, asked.Options, asked.Default, asked.ExpiresAt)
        {
            Answerers = asked.Answerers,
        };

    private static Approver Agent(string name) => new(name, null, name);
}
