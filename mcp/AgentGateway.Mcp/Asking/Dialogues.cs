using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Asking;

/// <summary>
/// Approvals and questions in the dialogue of a client: what its person is shown, and what the answer does. Only an
/// accepted form with exactly what it asked for decides; everything else leaves things as they are, and nothing but a
/// person's own word becomes a yes.
/// </summary>
internal sealed class Dialogues(Asks asks)
{
    private const string Pending = "pending";

    /// <summary>The one refusal that the person can do something about: the same, said in fewer words.</summary>
    private const string TooLong = "text_too_long";

    /// <summary>
    /// The form to show to the caller's person. Null where that person may not decide, or where the approval or
    /// question has ended.
    /// </summary>
    /// <param name="refused">Why the answer before was not taken; null where this is the first one.</param>
    public async Task<ElicitRequestParams?> FormAsync(
        Caller caller, string ask, Rejection? refused, CancellationToken cancellationToken)
    {
        if (IsQuestion(ask))
            return await asks.Questions.MayElicitAsync(caller, ask, cancellationToken)
                && !(await asks.Questions.GetAsync(ask, cancellationToken)).IsRejected(out _, out var question)
                ? DialogueForms.Of(question.Question, refused)
                : null;
        return await asks.Approvals.MayElicitAsync(caller, ask, cancellationToken)
            && !(await asks.Approvals.GetAsync(ask, cancellationToken)).IsRejected(out _, out var approval)
            ? DialogueForms.Of(approval.Approval, refused)
            : null;
    }

    /// <summary>Does what the person said.</summary>
    /// <param name="answer">Null when there was none, or none that can be read.</param>
    /// <param name="declineDenies">Whether declining the dialogue is a no; otherwise it says nothing.</param>
    public async Task<HeardAnswer> HearAsync(
        Caller caller, string ask, ElicitResult? answer, bool declineDenies, CancellationToken cancellationToken)
    {
        var refused = IsQuestion(ask)
            ? await AnswerAsync(caller, ask, answer, cancellationToken)
            : await DecideAsync(caller, ask, answer, declineDenies, cancellationToken);
        if (refused is null || await HasEndedAsync(ask, cancellationToken)) return new(IsDecided: true);
        return new(IsDecided: false, refused.Code == TooLong ? refused : null);
    }

    /// <summary>Whether it has ended. The requester has been told when this completes.</summary>
    public async Task<bool> HasEndedAsync(string ask, CancellationToken cancellationToken)
    {
        if (await IsPendingAsync(ask, cancellationToken)) return false;
        await SettledAsync(ask, cancellationToken);
        return true;
    }

    /// <summary>Completes once it has ended and the requester has been told.</summary>
    public Task SettledAsync(string ask, CancellationToken cancellationToken) =>
        IsQuestion(ask)
            ? asks.Questions.SettledAsync(ask, cancellationToken)
            : asks.Approvals.SettledAsync(ask, cancellationToken);

    private async Task<bool> IsPendingAsync(string ask, CancellationToken cancellationToken) => IsQuestion(ask)
        ? !(await asks.Questions.GetAsync(ask, cancellationToken)).IsRejected(out _, out var question)
            && question.Question.State == Pending
        : !(await asks.Approvals.GetAsync(ask, cancellationToken)).IsRejected(out _, out var approval)
            && approval.Approval.State == Pending;

    /// <summary>Null when it was decided.</summary>
    private async Task<Rejection?> DecideAsync(
        Caller caller, string ask, ElicitResult? answer, bool declineDenies, CancellationToken cancellationToken) =>
        DialogueForms.ReadDecision(answer, declineDenies) is { } decision
            ? (await asks.Approvals.ResolveElicitedAsync(
                caller, ask, decision.Approve, decision.Reason, cancellationToken)).Rejection
            : Nothing;

    /// <summary>Null when it was answered.</summary>
    private async Task<Rejection?> AnswerAsync(
        Caller caller, string ask, ElicitResult? answer, CancellationToken cancellationToken) =>
        !(await asks.Questions.GetAsync(ask, cancellationToken)).IsRejected(out var unknown, out var question)
            ? DialogueForms.ReadAnswer(question.Question, answer) is { } text
                ? (await asks.Questions.AnswerElicitedAsync(caller, ask, text, cancellationToken)).Rejection
                : Nothing
            : unknown;

    private static bool IsQuestion(string ask) => PrefixedId.Is<QuestionId>(ask);

    private static readonly Rejection Nothing = new("invalid_answer", "Nobody said anything that counts.");
}
