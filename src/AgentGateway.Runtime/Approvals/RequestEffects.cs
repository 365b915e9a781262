using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.RememberedRules;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Performs the pending effects of approvals and questions. Each may be repeated, because what it sends changes nothing
/// the second time.
/// </summary>
internal sealed class RequestEffects(
    MachineHost<ApprovalMachine, Approval, ApprovalCommand> approvals,
    MachineHost<QuestionMachine, Question, QuestionCommand> questions,
    StreamEraser eraser,
    RuleService rules,
    IEnumerable<IOutcomeReceiver> receivers,
    TimeProvider time) : IEffects<Approval>, IEffects<Question>
{
    public async Task PerformAsync(
        StreamId stream, Approval approval, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ExpireRequest:
                await SendAsync(new ExpireApproval());
                break;
            case ReportRequest:
                // The rule comes first, so that work that goes on because of the decision finds it made.
                await rules.MakeAsync(approval, cancellationToken);
                await TellAsync(approval.Requester!, approval.Id, cancellationToken);
                await SendAsync(new ConfirmApprovalReported());
                break;
            case EraseRequest:
                await eraser.EraseAsync<ApprovalDeleted>(ApprovalStream.Kind, stream, cancellationToken);
                await SendAsync(new ConfirmApprovalErased());
                break;
            default:
                throw new UnreachableException();
        }

        Task SendAsync(ApprovalCommand command) =>
            approvals.SendAsync(stream, command, Daemon, null, cancellationToken);
    }

    public async Task PerformAsync(
        StreamId stream, Question question, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ExpireRequest:
                await SendAsync(new ExpireQuestion());
                break;
            case ReportRequest:
                await TellAsync(question.Requester!, question.Id, cancellationToken);
                await SendAsync(new ConfirmQuestionReported());
                break;
            case EraseRequest:
                await eraser.EraseAsync<QuestionDeleted>(QuestionStream.Kind, stream, cancellationToken);
                await SendAsync(new ConfirmQuestionErased());
                break;
            default:
                throw new UnreachableException();
        }

        Task SendAsync(QuestionCommand command) =>
            questions.SendAsync(stream, command, Daemon, null, cancellationToken);
    }

    private Sender Daemon => new("daemon", time.GetUtcNow(), Urgent: true);

    private async Task TellAsync(Requester requester, PersonRequestId request, CancellationToken cancellationToken)
    {
        foreach (var receiver in receivers) await receiver.SettledAsync(requester, request, cancellationToken);
    }
}
