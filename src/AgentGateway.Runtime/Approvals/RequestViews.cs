using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Makes views of approvals and questions. All front ends show these, so that it is here that every text which an agent
/// wrote is made visible.
/// </summary>
internal static class RequestViews
{
    /// <param name="whole">All of what the subject shows in part; null: the view shows that part.</param>
    public static ApprovalView Of(Approval approval, ApprovalWhole? whole = null)
    {
        var (requester, subject) = (approval.Requester!, approval.Subject!);
        return new()
        {
            Id = approval.Id.Value,
            State = ViewWriter.Word(approval.State),
            Risk = subject.Risk.ToString(),
            Why = VisibleText.Line(subject.Why),
            Summary = VisibleText.Line(subject.Summary),
            Tool = VisibleText.Line(subject.Tool),
            Arguments = ApprovalText.Visible(whole?.Arguments ?? subject.Arguments),
            Preview = Text(whole is null ? subject.Preview : whole.Preview),
            Truncated = subject.IsCut && whole is null ? true : null,
            Directory = Line(subject.Directory),
            Agent = VisibleText.Line(requester.Agent),
            ClientDirectory = Line(requester.Directory),
            ThreadId = requester.Thread?.Value,
            TurnId = requester.Turn?.Value,
            TaskId = requester.Task?.Value,
            Rule = VisibleText.Line(subject.Rule),
            Audience = approval.Audience,
            Digest = subject.Digest,
            CreatedAt = approval.CreatedAt,
            ExpiresAt = approval.ExpiresAt,
            Decisions = approval.State == ApprovalState.Pending ? Decisions(subject) : null,
            Decision = approval.Decision is { } decision ? ViewWriter.Word(decision) : null,
            DecidedBy = approval.DecidedBy,
            DecidedAt = approval.DecidedBy is null ? null : approval.EndedAt,
            Reason = Text(approval.Reason),
            UsedAt = approval.UsedAt,
        };
    }

    public static QuestionView Of(Question question) => new()
    {
        Id = question.Id.Value,
        State = ViewWriter.Word(question.State),
        Text = VisibleText.Of(question.Text),
        Options = question.Options.Count > 0 ? [.. question.Options.Select(VisibleText.Line)] : null,
        Default = Text(question.Default),
        Answerers = question.Answerers is { } answerers ? [.. answerers.Select(VisibleText.Line)] : null,
        Agent = VisibleText.Line(question.Requester!.Agent),
        ThreadId = question.Requester.Thread?.Value,
        TurnId = question.Requester.Turn?.Value,
        TaskId = question.Requester.Task?.Value,
        CreatedAt = question.CreatedAt,
        ExpiresAt = question.ExpiresAt,
        Answer = Text(question.Answer),
        AnsweredBy = question.AnsweredBy,
        EndedAt = question.EndedAt,
    };

    private static string? Text(string? text) => text is null ? null : VisibleText.Of(text);

    private static string? Line(string? text) => text is null ? null : VisibleText.Line(text);

    private static string[] Decisions(ApprovalSubject subject) =>
        [.. Enum.GetValues<ApprovalDecision>().Where(decision => decision switch
        {
            ApprovalDecision.Session => subject.SessionPossible,
            ApprovalDecision.Always => subject.AlwaysPossible,
            _ => true,
        }).Select(ViewWriter.Word)];
}
