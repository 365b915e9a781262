using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>Makes views of approvals and questions.</summary>
internal static class AskViews
{
    public static ApprovalView Of(Approval approval)
    {
        var (asker, subject) = (approval.Asker!, approval.Subject!);
        return new(
            approval.Id.Value,
            ViewWriter.Word(approval.State),
            subject.Risk.ToString(),
            subject.Why,
            subject.Summary,
            subject.Tool,
            JsonElement.Parse(subject.Arguments),
            subject.Preview,
            subject.Directory,
            asker.Agent,
            asker.Thread?.Value,
            asker.Turn?.Value,
            asker.Task,
            subject.Rule,
            approval.Audience,
            subject.Digest,
            approval.CreatedAt,
            approval.ExpiresAt,
            approval.State == ApprovalState.Pending ? Decisions(subject) : null,
            approval.Decision is { } decision ? ViewWriter.Word(decision) : null,
            approval.DecidedBy,
            approval.DecidedBy is null ? null : approval.EndedAt,
            approval.Reason,
            approval.UsedAt);
    }

    public static QuestionView Of(Question question) => new(
        question.Id.Value,
        ViewWriter.Word(question.State),
        question.Text,
        question.Options.Count > 0 ? question.Options : null,
        question.Default,
        question.Asker!.Agent,
        question.Asker.Thread?.Value,
        question.Asker.Turn?.Value,
        question.Asker.Task,
        question.CreatedAt,
        question.ExpiresAt,
        question.Answer,
        question.AnsweredBy,
        question.EndedAt);

    private static string[] Decisions(ApprovalSubject subject) =>
        [.. Enum.GetValues<ApprovalDecision>().Where(decision => decision switch
        {
            ApprovalDecision.Session => subject.SessionPossible,
            ApprovalDecision.Always => subject.AlwaysPossible,
            _ => true,
        }).Select(ViewWriter.Word)];
}
