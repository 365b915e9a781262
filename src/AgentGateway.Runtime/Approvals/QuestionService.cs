using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>What front ends ask about questions of agents to people.</summary>
public sealed class QuestionService
{
    private readonly MachineHost<QuestionMachine, Question, QuestionCommand> _host;
    private readonly StoredRequests<Question, QuestionId, QuestionState> _stored;
    private readonly IIdSource _ids;

    internal QuestionService(
        MachineHost<QuestionMachine, Question, QuestionCommand> host,
        IJournal journal,
        IPendingRequestReads reads,
        RequestChanges changes,
        RequestClock clock,
        IIdSource ids) =>
        (_host, _stored, _ids) = (host, new(reads.Questions, journal, changes, clock), ids);

    /// <summary>Newest first.</summary>
    public async Task<Outcome<QuestionListView>> ListAsync(ListRequests request, CancellationToken cancellationToken) =>
        (await _stored.ListAsync(request, cancellationToken)).Map(
            page => new QuestionListView([.. page.Requests.Select(RequestViews.Of)], page.NextCursor));

    /// <param name="id">As a client named it.</param>
    public async Task<Outcome<QuestionEnvelope>> GetAsync(string id, CancellationToken cancellationToken) =>
        ViewOf(await _stored.FindAsync(id, cancellationToken));

    public async Task<Outcome<QuestionEnvelope>> GetAsync(QuestionId id, CancellationToken cancellationToken) =>
        ViewOf(await _stored.FindAsync(id, cancellationToken));

    /// <summary>Answers; the first answer counts. Answered when it is durable and the requester knows.</summary>
    /// <param name="id">As a client named it.</param>
    public async Task<Outcome<QuestionEnvelope>> AnswerAsync(
        Caller caller, string id, string answer, CancellationToken cancellationToken) =>
        await AnswerAsync(
            caller.Approver, await _stored.FindAsync(id, cancellationToken), answer, cancellationToken);

    /// <summary>
    /// What a person answered whom the caller's own client asked in a dialogue (MCP elicitation). Call it only with
    /// what a dialogue gave, never with what a model said.
    /// </summary>
    public async Task<Outcome<QuestionEnvelope>> AnswerElicitedAsync(
        Caller caller, QuestionId id, string answer, CancellationToken cancellationToken) =>
        await AnswerAsync(
            caller.Elicited, await _stored.FindAsync(id, cancellationToken), answer, cancellationToken);

    /// <summary>
    /// Whether the person behind that caller's client may be asked in a dialogue: the client of an agent has none, and
    /// neither has one that runs inside.
    /// </summary>
    public async Task<bool> MayElicitAsync(Caller caller, QuestionId id, CancellationToken cancellationToken) =>
        await _stored.FindAsync(id, cancellationToken) is { State: QuestionState.Pending } question
        && !IsOverdue(question)
        && QuestionMachine.Refuse(question, caller.Elicited) is null;

    /// <summary>
    /// Completes once it has ended and the requester has been told, whatever the outcome; at once when there is none of
    /// that id.
    /// </summary>
    public Task SettledAsync(QuestionId id, CancellationToken cancellationToken) =>
        _stored.SettledAsync(id, cancellationToken);

    private static Outcome<QuestionEnvelope> ViewOf(Question? question) =>
        question is null ? QuestionRejections.Unknown : new QuestionEnvelope(RequestViews.Of(question));

    private async Task<Outcome<QuestionEnvelope>> AnswerAsync(
        Approver by, Question? question, string answer, CancellationToken cancellationToken)
    {
        if (question is null) return QuestionRejections.Unknown;
        var command = new AnswerQuestion(answer, by, IsOverdue(question));
        var outcome = await SendAsync(question.Id, command, by.Name, _ids.Next(), cancellationToken);
        if (outcome.IsRejected(out var refused)) return refused;
        await _stored.ReportedAsync(question.Id, cancellationToken);
        return new QuestionEnvelope(RequestViews.Of(outcome.Value.State));
    }

    /// <summary>
    /// The question of that call: asked now, or before a crash. Once it is being asked that is not cancelled, so that
    /// the requester knows what there is to withdraw.
    /// </summary>
    internal async Task<Question> AskAsync(NewQuestion question, CancellationToken cancellationToken)
    {
        var requester = question.Requester;
        if (await _stored.OfCallAsync(requester.CallKey, cancellationToken) is { } earlier) return earlier;
        var stamp = _ids.Next();
        var id = new QuestionId(stamp.Id("qst", 0));
        var expires = stamp.Now + question.Time;
        _stored.Measure(id, stamp.Now, expires);
        var outcome = await SendAsync(
            id,
            new AskQuestion(requester, question.Text, question.Options, question.Default, expires)
            {
                Answerers = question.Answerers,
            },
            requester.Agent,
            stamp,
            CancellationToken.None);
        return outcome.Value.State;
    }

    internal async Task WithdrawAsync(QuestionId id, string reason, CancellationToken cancellationToken) =>
        await SendAsync(id, new CancelQuestion(reason), "daemon", _ids.Next(), cancellationToken);

    /// <summary>
    /// Deletes the questions of a deleted thread. Answers when their requesters have the outcome and all texts are
    /// erased.
    /// </summary>
    internal Task EraseOfThreadAsync(ThreadId thread, CancellationToken cancellationToken) =>
        _stored.EraseOfThreadAsync(
            thread,
            id => WithdrawAsync(id, "Its thread was deleted.", cancellationToken),
            id => SendAsync(id, new DeleteQuestion(), "daemon", _ids.Next(), cancellationToken),
            id => _host.LoadAsync(StreamId.Of(QuestionMachine.Kind, id.Value), cancellationToken),
            cancellationToken);

    /// <summary>Measures from now on the time that is left, as at a start.</summary>
    internal void Measure(Question question) => _stored.Measure(question);

    private bool IsOverdue(Question question) => _stored.IsOverdue(question);

    private Task<Outcome<Receipt<Question>>> SendAsync(
        QuestionId id, QuestionCommand command, string actor, Stamp stamp, CancellationToken cancellationToken) =>
        _host.SendAsync(id.Value, command, new(actor, stamp.Now, Urgent: true), cancellationToken);
}
