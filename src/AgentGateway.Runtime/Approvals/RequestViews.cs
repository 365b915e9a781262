using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>Makes views of approvals and questions.</summary>
internal static class RequestViews
{
    public static ApprovalView Of(Approval approval)
    {
        var (requester, subject) = (approval.Requester!, approval.Subject!);
        return new()
        {
            Id = approval.Id.Value,
            State = ViewWriter.Word(approval.State),
            Risk = subject.Risk.ToString(),
            Why = subject.Why,
            Summary = subject.Summary,
            Tool = subject.Tool,
            Arguments = JsonElement.Parse(subject.Arguments),
            Preview = subject.Preview,
            Directory = subject.Directory,
            Agent = requester.Agent,
            ThreadId = requester.Thread?.Value,
            TurnId = requester.Turn?.Value,
            TaskId = requester.Task?.Value,
            Rule = subject.Rule,
            Audience = approval.Audience,
            Digest = subject.Digest,
            CreatedAt = approval.CreatedAt,
            ExpiresAt = approval.ExpiresAt,
            Decisions = approval.State == ApprovalState.Pending ? Decisions(subject) : null,
            Decision = approval.Decision is { } decision ? ViewWriter.Word(decision) : null,
            DecidedBy = approval.DecidedBy,
            DecidedAt = approval.DecidedBy is null ? null : approval.EndedAt,
            Reason = approval.Reason,
            UsedAt = approval.UsedAt,
        };
    }

    public static QuestionView Of(Question question) => new()
    {
        Id = question.Id.Value,
        State = ViewWriter.Word(question.State),
        Text = question.Text,
        Options = question.Options.Count > 0 ? question.Options : null,
        Default = question.Default,
        Agent = question.Requester!.Agent,
        ThreadId = question.Requester.Thread?.Value,
        TurnId = question.Requester.Turn?.Value,
        TaskId = question.Requester.Task?.Value,
        CreatedAt = question.CreatedAt,
        ExpiresAt = question.ExpiresAt,
        Answer = question.Answer,
        AnsweredBy = question.AnsweredBy,
        EndedAt = question.EndedAt,
    };

    private static string[] Decisions(ApprovalSubject subject) =>
        [.. Enum.GetValues<ApprovalDecision>().Where(decision => decision switch
        {
            ApprovalDecision.Session => subject.SessionPossible,
            ApprovalDecision.Always => subject.AlwaysPossible,
            _ => true,
        }).Select(ViewWriter.Word)];
}
