using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Json;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.RememberedRules;
using AgentGateway.Domain.Tokens;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Questions;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Threads;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Approvals;

/// <summary>The part of the workshop that asks people: approvals, questions, the rules that they leave behind, tokens, and the gate that all of it is for.</summary>
internal sealed class Asking : IAsyncDisposable
{
    private const int PendingMax = 10_000;

    private readonly MachineHost<ApprovalMachine, Approval, ApprovalCommand> _approvals;
    private readonly MachineHost<QuestionMachine, Question, QuestionCommand> _questions;
    private readonly MachineHost<RuleMachine, RememberedRule, RuleCommand> _rules;
    private readonly MachineHost<TokenMachine, AccessToken, TokenCommand> _tokens;
    private readonly IAskReads _reads;
    private readonly TimeProvider _time;
    private AskEffects? _effects;

    public Asking(RuntimeOptions options, IJournal journal, IAskReads reads, AgentCatalogue catalogue, IIdSource ids, TimeProvider time, ILogger log)
    {
        (_reads, _time) = (reads, time);
        var (hub, clock) = (new AskHub(), new AskClock(time));
        _approvals = new(
            new()
            {
                StateJson = DomainJson.Plain.Approval,
                Perform = (stream, approval, effect, cancellationToken) => _effects!.PerformAsync(stream, approval, effect, cancellationToken),
                Committed = receipt =>
                {
                    if (receipt.State is { UsedBy: not null } or { State: not (ApprovalState.Pending or ApprovalState.Approved) }) clock.Forget(receipt.State.Id.Value);
                    hub.Committed(receipt);
                },
            },
            journal,
            time,
            log);
        _questions = new(
            new()
            {
                StateJson = DomainJson.Plain.Question,
                Perform = (stream, question, effect, cancellationToken) => _effects!.PerformAsync(stream, question, effect, cancellationToken),
                Committed = receipt =>
                {
                    if (receipt.State.State != QuestionState.Pending) clock.Forget(receipt.State.Id.Value);
                    hub.Committed(receipt);
                },
            },
            journal,
            time,
            log);
        _rules = new(new() { StateJson = DomainJson.Plain.RememberedRule, Committed = receipt => Rules!.Committed(receipt) }, journal, time, log);
        _tokens = new(new() { StateJson = DomainJson.Plain.AccessToken, Committed = receipt => Tokens!.Committed(receipt) }, journal, time, log);
        Approvals = new(_approvals, reads, hub, clock, options.Approvals, ids);
        Questions = new(_questions, reads, hub, clock, ids);
        Rules = new(_rules, journal, ids);
        Tokens = new(_tokens, journal, catalogue, ids);
        var places = options.PolicyPlaces;
        Surfaces = new(Approvals, Questions, log);
        Gate = new(new(places, options.Gate.ProgramPath), options.Gate.Rules, Rules, Approvals);
    }

    public ApprovalService Approvals { get; }

    public QuestionService Questions { get; }

    public RuleService Rules { get; }

    public TokenService Tokens { get; }

    public ToolGate Gate { get; }

    public AskSurfaces Surfaces { get; }

    /// <summary>How a task hears that what it waits for has ended: the task's id, and the approval's or question's.</summary>
    public Func<string, string, CancellationToken, Task> TellTask { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Begins to perform effects, which need the threads.</summary>
    public void Connect(ThreadDispatcher dispatcher) => _effects = new(
        _approvals, _questions, Rules, dispatcher, (task, ask, cancellationToken) => TellTask(task, ask, cancellationToken), _time);

    /// <summary>Reads rules and tokens, and measures from now on the time that is left to decide.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await Rules.LoadAsync(cancellationToken);
        await Tokens.LoadAsync(cancellationToken);
        foreach (var approval in await _reads.ApprovalsAsync(ApprovalState.Pending, null, PendingMax, cancellationToken)) Approvals.IsOverdue(approval);
        foreach (var question in await _reads.QuestionsAsync(QuestionState.Pending, null, PendingMax, cancellationToken)) Questions.IsOverdue(question);
    }

    public void Wake(StreamId stream)
    {
        if (stream.Kind == ApprovalMachine.Kind) _approvals.Wake(stream);
        else if (stream.Kind == QuestionMachine.Kind) _questions.Wake(stream);
    }

    /// <summary>Whether that approval or question still waits for a person.</summary>
    public async Task<bool> IsOpenAsync(string ask, CancellationToken cancellationToken) => ask.StartsWith("apr_", StringComparison.Ordinal)
        ? await _reads.ApprovalAsync(new(ask), cancellationToken) is { State: ApprovalState.Pending }
        : await _reads.QuestionAsync(new(ask), cancellationToken) is { State: QuestionState.Pending };

    /// <summary>Takes an approval or a question back; again, it changes nothing.</summary>
    public Task WithdrawAsync(string ask, string reason, CancellationToken cancellationToken) =>
        ask.StartsWith("apr_", StringComparison.Ordinal)
            ? Approvals.WithdrawAsync(new(ask), reason, cancellationToken)
            : Questions.WithdrawAsync(new(ask), reason, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Surfaces.DisposeAsync();
        await _approvals.DisposeAsync();
        await _questions.DisposeAsync();
        await _rules.DisposeAsync();
        await _tokens.DisposeAsync();
    }
}
