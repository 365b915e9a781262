using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>What front ends ask about questions of agents to people.</summary>
public sealed class QuestionService
{
    private static readonly TimeSpan ReportWait = TimeSpan.FromSeconds(10);

    private readonly MachineHost<QuestionMachine, Question, QuestionCommand> _host;
    private readonly IJournal _journal;
    private readonly IPendingRequestReads _reads;
    private readonly RequestChanges _changes;
    private readonly RequestClock _clock;
    private readonly IIdSource _ids;

    internal QuestionService(
        MachineHost<QuestionMachine, Question, QuestionCommand> host,
        IJournal journal,
        IPendingRequestReads reads,
        RequestChanges changes,
        RequestClock clock,
        IIdSource ids) =>
        (_host, _journal, _reads, _changes, _clock, _ids) = (host, journal, reads, changes, clock, ids);

    /// <summary>Newest first.</summary>
    public async Task<Outcome<QuestionListView>> ListAsync(ListRequests request, CancellationToken cancellationToken)
    {
        if (RequestArguments.State<QuestionState>(request.State).IsRejected(out var refused, out var state))
            return refused;
        if (PageLimit.Read(request.Limit).IsRejected(out refused, out var limit)) return refused;
        if (Cursor.ReadKey(request.Cursor, _journal).IsRejected(out refused, out var after)) return refused;
        if (after is not null && await FindAsync(after, cancellationToken) is null) return Cursor.Unknown;
        var found = await _reads.QuestionsAsync(state, after is null ? null : new(after), limit + 1, cancellationToken);
        QuestionView[] page = [.. found.Take(limit).Select(RequestViews.Of)];
        return new QuestionListView(page, found.Count > limit ? Cursor.Of(_journal, page[^1].Id).ToString() : null);
    }

    public async Task<Outcome<QuestionEnvelope>> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } question
            ? new QuestionEnvelope(RequestViews.Of(question))
            : QuestionRejections.Unknown;

    /// <summary>Answers; the first answer counts. Answered when it is durable and the requester knows.</summary>
    public Task<Outcome<QuestionEnvelope>> AnswerAsync(
        Caller caller, string id, string answer, CancellationToken cancellationToken) =>
        AnswerAsync(caller.Principal, caller.Principal.Name, id, answer, cancellationToken);

    /// <summary>
    /// What a person answered whom the caller's own client asked in a dialogue (MCP elicitation). Call it only with
    /// what a dialogue gave, never with what a model said.
    /// </summary>
    public Task<Outcome<QuestionEnvelope>> AnswerElicitedAsync(
        Caller caller, string id, string answer, CancellationToken cancellationToken) =>
        AnswerAsync(caller.Principal, $"{caller.Principal.Name}'s user", id, answer, cancellationToken);

    /// <summary>
    /// Whether the person behind that caller's client may be asked in a dialogue: an agent's client has none.
    /// </summary>
    public async Task<bool> MayElicitAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        caller.Principal.Agent is null
            && await FindAsync(id, cancellationToken) is { State: QuestionState.Pending } question
            && !IsOverdue(question);

    /// <summary>
    /// Completes once it has ended and the requester has been told, whatever the outcome; at once when there is none of
    /// that id.
    /// </summary>
    public Task SettledAsync(string id, CancellationToken cancellationToken) => _changes.Signals.UntilAsync(
        id, async () => await FindAsync(id, cancellationToken) is null or { Key: null }, cancellationToken);

    private async Task<Outcome<QuestionEnvelope>> AnswerAsync(
        Principal by, string name, string id, string answer, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } question) return QuestionRejections.Unknown;
        var command = new AnswerQuestion(answer, name, by.Agent, IsOverdue(question));
        var outcome = await SendAsync(question.Id, command, name, _ids.Next(), cancellationToken);
        if (outcome.IsRejected(out var refused)) return refused;
        // The answer is durable; who asked hears of it also when that takes longer than anybody wants to wait here.
        await _changes.Signals.UntilAsync(
            id, async () =>
                await FindAsync(id, cancellationToken) is null or { Key: null }, ReportWait, cancellationToken);
        return new QuestionEnvelope(RequestViews.Of(outcome.Value.State));
    }

    /// <summary>
    /// The question of that call: asked now, or before a crash. Once it is being asked that is not cancelled, so that
    /// the requester knows what there is to withdraw.
    /// </summary>
    internal async Task<Question> AskAsync(
        Requester requester, string text, IReadOnlyList<string> options, string? defaultAnswer, TimeSpan time,
            CancellationToken cancellationToken)
    {
        if (await _reads.QuestionOfCallAsync(requester.CallKey, cancellationToken) is { } earlier) return earlier;
        var stamp = _ids.Next();
        var id = new QuestionId(stamp.Id("qst", 0));
        var expires = stamp.Now + time;
        _clock.Begin(id.Value, stamp.Now, expires);
        var outcome = await SendAsync(
            id,
            new AskQuestion(requester, text, options, defaultAnswer, expires),
            requester.Agent,
            stamp,
            CancellationToken.None);
        return outcome.Value.State;
    }

    internal async Task WithdrawAsync(QuestionId id, string reason, CancellationToken cancellationToken) =>
        await SendAsync(id, new CancelQuestion(reason), "daemon", _ids.Next(), cancellationToken);

    /// <summary>Measures from now on the time that is left, as at a start.</summary>
    internal void Measure(Question question) => _clock.Begin(question.Id.Value, question.CreatedAt, question.ExpiresAt);

    internal bool IsOverdue(Question question) =>
        _clock.IsOverdue(question.Id.Value, question.CreatedAt, question.ExpiresAt);

    private async ValueTask<Question?> FindAsync(string id, CancellationToken cancellationToken) =>
        PrefixedId.Parse<QuestionId>(id) is { } question
            ? await _reads.QuestionAsync(question, cancellationToken)
            : null;

    private Task<Outcome<Receipt<Question>>> SendAsync(
        QuestionId id, QuestionCommand command, string actor, Stamp stamp, CancellationToken cancellationToken) =>
        _host.SendAsync(
            StreamId.Of(QuestionMachine.Kind, id.Value),
            command,
            new(actor, stamp.Now, Urgent: true),
            null,
            cancellationToken);
}
