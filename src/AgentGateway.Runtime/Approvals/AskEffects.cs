using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Approvals;

/// <summary>Performs what approvals and questions owe. Each of these may be repeated: what it sends changes nothing the second time.</summary>
internal sealed class AskEffects(
    MachineHost<ApprovalMachine, Approval, ApprovalCommand> approvals,
    MachineHost<QuestionMachine, Question, QuestionCommand> questions,
    RuleService rules,
    ThreadDispatcher dispatcher,
    Func<string, string, CancellationToken, Task> tellTask,
    TimeProvider time)
{
    public async Task PerformAsync(StreamId stream, Approval approval, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ExpireApprovalEffect:
                await SendAsync(new ExpireApproval());
                break;
            case ReportApproval:
                // The rule first: whoever goes on because of the decision finds it made.
                await rules.MakeAsync(approval, cancellationToken);
                await TellAsync(approval.Asker!, approval.Id.Value, cancellationToken);
                await SendAsync(new ConfirmApprovalReported());
                break;
            default:
                throw new UnreachableException();
        }

        Task SendAsync(ApprovalCommand command) => approvals.SendAsync(stream, command, Daemon, null, cancellationToken);
    }

    public async Task PerformAsync(StreamId stream, Question question, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ExpireQuestionEffect:
                await SendAsync(new ExpireQuestion());
                break;
            case ReportQuestion:
                await TellAsync(question.Asker!, question.Id.Value, cancellationToken);
                await SendAsync(new ConfirmQuestionReported());
                break;
            default:
                throw new UnreachableException();
        }

        Task SendAsync(QuestionCommand command) => questions.SendAsync(stream, command, Daemon, null, cancellationToken);
    }

    private Sender Daemon => new("daemon", time.GetUtcNow(), Urgent: true);

    /// <summary>A refusal means that the turn has ended, and then nobody needs to be told.</summary>
    private async Task TellAsync(Asker asker, string ask, CancellationToken cancellationToken)
    {
        if (asker is { Thread: { } thread, Turn: { } turn, Call: { } call })
            await dispatcher.SendAsync(thread, "daemon", new ReleaseTool(turn, call, ask), urgent: true, cancellationToken);
        // A task that runs a turn follows that turn.
        if (asker is { Turn: null, Task: { } task }) await tellTask(task, ask, cancellationToken);
    }
}
