using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>
/// Shows approvals and questions as forms in a client, and applies the answers. An accepted form that fits its schema
/// decides a request, and a declined one may deny it; any other answer leaves it pending.
/// </summary>
internal sealed class ElicitationService(RequestServices services)
{
    private const string Pending = "pending";

    /// <summary>The one refusal that the person can correct, with a shorter text.</summary>
    private const string TooLong = "text_too_long";

    private static readonly Rejection NoDecision = new("invalid_answer", "The answer decides nothing.");

    /// <summary>
    /// The form to show to the caller's person. Null where that person may not decide, or where the approval or
    /// question has ended.
    /// </summary>
    /// <param name="refused">Why the previous answer was refused; null for the first form.</param>
    public async Task<ElicitRequestParams?> FormAsync(
        Caller caller, PersonRequestId id, Rejection? refused, CancellationToken cancellationToken)
    {
        if (id.Question is { } questionId)
        {
            if (!await services.Questions.MayElicitAsync(caller, questionId, cancellationToken)) return null;
            var asked = await services.Questions.GetAsync(questionId, cancellationToken);
            return asked.IsRejected(out _, out var question) ? null : ElicitationForms.Of(question.Question, refused);
        }

        if (id.Approval is not { } approvalId) return null;
        if (!await services.Approvals.MayElicitAsync(caller, approvalId, cancellationToken)) return null;
        var requested = await services.Approvals.GetAsync(approvalId, cancellationToken);
        return requested.IsRejected(out _, out var approval) ? null : ElicitationForms.Of(approval.Approval);
    }

    /// <summary>Applies the answer of the person.</summary>
    /// <param name="answer">Null when there was none, or when it could not be read.</param>
    /// <param name="declineDenies">Whether declining the form denies the request; otherwise it decides nothing.</param>
    public async Task<ElicitationOutcome> ApplyAsync(
        Caller caller,
        PersonRequestId id,
        ElicitResult? answer,
        bool declineDenies,
        CancellationToken cancellationToken)
    {
        var refused = id switch
        {
            { Question: { } question } => await AnswerAsync(caller, question, answer, cancellationToken),
            { Approval: { } approval } => await DecideAsync(
                caller, approval, answer, declineDenies, cancellationToken),
            _ => NoDecision,
        };
        if (refused is null || await HasEndedAsync(id, cancellationToken)) return new(IsDecided: true);
        return new(IsDecided: false, refused.Code == TooLong ? refused : null);
    }

    /// <summary>Whether the request has ended. If so, the requester has been notified when this completes.</summary>
    public async Task<bool> HasEndedAsync(PersonRequestId id, CancellationToken cancellationToken)
    {
        if (await IsPendingAsync(id, cancellationToken)) return false;
        await SettledAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Completes when the request has ended and the requester has been notified.</summary>
    public Task SettledAsync(PersonRequestId id, CancellationToken cancellationToken) => id switch
    {
        { Question: { } question } => services.Questions.SettledAsync(question, cancellationToken),
        { Approval: { } approval } => services.Approvals.SettledAsync(approval, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task<bool> IsPendingAsync(PersonRequestId id, CancellationToken cancellationToken) => id switch
    {
        { Question: { } questionId } =>
            !(await services.Questions.GetAsync(questionId, cancellationToken)).IsRejected(out _, out var question)
            && question.Question.State == Pending,
        { Approval: { } approvalId } =>
            !(await services.Approvals.GetAsync(approvalId, cancellationToken)).IsRejected(out _, out var approval)
            && approval.Approval.State == Pending,
        _ => false,
    };

    /// <summary>Null when the answer decided the approval.</summary>
    private async Task<Rejection?> DecideAsync(
        Caller caller, ApprovalId id, ElicitResult? answer, bool declineDenies, CancellationToken cancellationToken) =>
        ElicitationForms.ReadDecision(answer, declineDenies) is { } approves
            ? (await services.Approvals.ResolveElicitedAsync(caller, id, approves, cancellationToken)).Rejection
            : NoDecision;

    /// <summary>Null when the answer was taken.</summary>
    private async Task<Rejection?> AnswerAsync(
        Caller caller, QuestionId id, ElicitResult? answer, CancellationToken cancellationToken)
    {
        var found = await services.Questions.GetAsync(id, cancellationToken);
        if (found.IsRejected(out var unknown, out var question)) return unknown;
        return ElicitationForms.ReadAnswer(question.Question, answer) is { } text
            ? (await services.Questions.AnswerElicitedAsync(caller, id, text, cancellationToken)).Rejection
            : NoDecision;
    }
}
