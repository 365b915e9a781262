using System.Diagnostics;
using System.Globalization;
using AgentGateway.Domain.Approvals;

namespace AgentGateway.Domain.Questions;

/// <summary>
/// The rules of questions. A question is answered once, by a person or by an agent or client that it names, and never
/// by its requester. When no answer comes in time, its default counts, if it has one.
/// </summary>
public sealed class QuestionMachine : IMachine<Question, QuestionCommand>
{
    public const int AnswerCharactersMax = 8_000;

    public static string Kind => "question";

    public static int SnapshotVersion => 1;

    public static Question Initial => Question.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(Question state, QuestionCommand command)
    {
        if (command is AskQuestion ask)
            return state.Requester is null
                ? Outcomes.Of(
                    new QuestionAsked(ask.Requester, ask.Text, ask.Options, ask.Default, ask.ExpiresAt)
                    {
                        Answerers = ask.Answerers is { Count: > 0 } ? ask.Answerers : null,
                    })
                : Outcomes.Nothing;
        if (state.Requester is null) return QuestionRejections.Unknown;
        if (state.IsDeleted)
            return command switch
            {
                ConfirmQuestionErased when state.EraseKey is not null => Outcomes.Of(new QuestionErased()),
                ConfirmQuestionErased or DeleteQuestion => Outcomes.Nothing,
                _ => QuestionRejections.Unknown,
            };
        return command switch
        {
            AnswerQuestion c => Answer(state, c),
            ExpireQuestion when state.State == QuestionState.Pending => Outcomes.Of(new QuestionExpired()),
            CancelQuestion c when state.State == QuestionState.Pending => Outcomes.Of(new QuestionCancelled(c.Reason)),
            ConfirmQuestionReported when state.State != QuestionState.Pending && state.Key is not null => Outcomes.Of(
                new QuestionReported()),
            DeleteQuestion when state.State != QuestionState.Pending && state.Key is null => Outcomes.Of(
                new QuestionDeleted(state.State)),
            ExpireQuestion or CancelQuestion or ConfirmQuestionReported or DeleteQuestion or ConfirmQuestionErased =>
                Outcomes.Nothing,
            _ => throw new UnreachableException(),
        };
    }

    public static Question Evolve(Question state, RecordedEvent recorded) => recorded.Event switch
    {
        QuestionAsked e => Question.Initial with
        {
            Id = new(recorded.Stream.Id),
            Requester = e.Requester,
            Text = e.Text,
            Options = e.Options,
            Default = e.Default,
            Answerers = e.Answerers,
            CreatedAt = recorded.At,
            ExpiresAt = e.ExpiresAt,
            Key = recorded.EffectKey(),
        },
        QuestionAnswered e => state with
        {
            State = QuestionState.Answered,
            Answer = e.Answer,
            AnsweredBy = e.By,
            EndedAt = recorded.At,
            Key = recorded.EffectKey(),
        },
        QuestionExpired => state with
        {
            State = QuestionState.Expired, Answer = state.Default, EndedAt = recorded.At, Key = recorded.EffectKey(),
        },
        QuestionCancelled e => state with
        {
            State = QuestionState.Cancelled,
            Reason = e.Reason,
            EndedAt = recorded.At,
            Key = recorded.EffectKey(),
        },
        QuestionReported => state with { Key = null },
        QuestionDeleted e => Question.Initial with
        {
            Id = new(recorded.Stream.Id),
            Requester = new("", ""),
            State = e.State,
            IsDeleted = true,
            EraseKey = recorded.EffectKey(),
        },
        QuestionErased => state with { EraseKey = null },
        _ => throw new UnreachableException(),
    };

    public static bool BeginsAnew(DomainEvent happened) => happened is QuestionDeleted;

    public static IReadOnlyList<Effect> Owed(Question state) => RequestEffects.Owed(state);

    public static IReadOnlyList<ReadRow> Project(Question before, RecordedEvent recorded, Question after) =>
        [new QuestionRow(after)];

    private static Outcome<IReadOnlyList<DomainEvent>> Answer(Question state, AnswerQuestion command)
    {
        if (Refuse(state, command.By) is { } refused) return refused;
        switch (state.State)
        {
            case QuestionState.Answered: return QuestionRejections.Answered(state);
            case QuestionState.Cancelled: return QuestionRejections.Cancelled;
            case QuestionState.Expired: return QuestionRejections.Expired;
            case QuestionState.Pending when command.Overdue: return QuestionRejections.Expired;
        }

        var answer = command.Answer.Trim();
        if (answer.Length == 0) return QuestionRejections.Empty;
        if (answer.Length > AnswerCharactersMax) return QuestionRejections.TooLong(answer.Length, AnswerCharactersMax);
        if (state.Options.Count > 0)
        {
            if (Chosen(state.Options, answer) is not { } option) return QuestionRejections.NoSuchOption(state.Options);
            answer = option;
        }

        return Outcomes.Of(new QuestionAnswered(answer, command.By.Name));
    }

    /// <summary>
    /// Why that approver may not answer; null when they may. The state of the question is not considered.
    /// </summary>
    public static Rejection? Refuse(Question question, Approver by)
    {
        if (by.Agent is not null && by.Agent == question.Requester?.Agent)
            return QuestionRejections.AgentsDoNotAnswer(question.Id);
        if (!by.Elicited && question.Answerers?.Contains(by.Agent ?? by.Name) == true) return null;
        return by.Agent is not null ? QuestionRejections.AgentsDoNotAnswer(question.Id)
            : by.Inside ? ApprovalRejections.Inside($"agw answer {question.Id} TEXT")
            : by.Local || by.Elicited || by.UpTo is not null ? null
            : QuestionRejections.NoRight(question.Id);
    }

    /// <summary>
    /// The option that an answer means: by its text, by its text as people are shown it, or by its number from 1.
    /// </summary>
    private static string? Chosen(IReadOnlyList<string> options, string answer) =>
        options.FirstOrDefault(option => option == answer)
        ?? options.FirstOrDefault(option => VisibleText.Line(option) == answer)
        ?? options.FirstOrDefault(option => option.Equals(answer, StringComparison.OrdinalIgnoreCase))
        ?? (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= options.Count
            ? options[number - 1]
            : null);
}
