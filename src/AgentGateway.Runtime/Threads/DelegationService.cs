using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>Delegations that are no messages: a tool requests them, for a principal or in an agent's turn.</summary>
public sealed class DelegationService(
    StoredThreads records, IdempotencyKeys keys, ThreadOpening openings, FileAttachments attachments, TurnService turns)
{
    /// <summary>Delegates. Answers when the request is durable; the reply is the outcome of the turn.</summary>
    public async Task<Outcome<DelegationView>> DelegateAsync(
        Caller caller, Delegate request, CancellationToken cancellationToken)
    {
        if (records.Dispatcher.Rules.Roster.Find(request.Agent) is not { } agent)
            return ThreadRejections.UnknownAgent(request.Agent);
        var once = keys.Of(caller, request.IdempotencyKey, "delegate", request.ThreadId, request.Agent, request.Text);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out var refused, out var earlier)) return refused;
        if (earlier is not null) return Repeated(earlier);
        return request.ThreadId is null
            ? await DelegateAloneAsync(caller, request, agent.Id, once, cancellationToken)
            : await DelegateWithinAsync(caller, request, request.ThreadId, agent.Id, once, cancellationToken);
    }

    /// <summary>
    /// Delegates for an agent in its turn. Repeated under the same key, it answers with the delegation of the first
    /// time.
    /// </summary>
    internal async Task<Outcome<DelegationView>> DelegateFromTurnAsync(
        AgentId by,
        ThreadId thread,
        TurnId turn,
        AgentId agent,
        string text,
        DelegatedFor? forWhom,
        string key,
        CancellationToken cancellationToken)
    {
        var caller = new Caller(new(by.Value));
        var once = keys.Of(caller, IdempotencyKeys.Digest(key), "delegate", thread.Value, agent.Value, text);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out var refused, out var earlier)) return refused;
        return earlier is not null
            ? Repeated(earlier)
            : await RequestAsync(caller, thread, new(agent, text, turn) { For = forWhom }, once, cancellationToken);
    }

    private async Task<Outcome<DelegationView>> DelegateWithinAsync(
        Caller caller,
        Delegate request,
        string threadId,
        AgentId agent,
        IdempotentRequest once,
        CancellationToken cancellationToken) =>
        ThreadArguments.Thread(threadId).IsRejected(out var refused, out var thread)
            ? refused
            : await RequestAsync(
                caller,
                thread,
                new(agent, request.Text, null, request.Task) { For = request.WorksFor },
                once,
                cancellationToken);

    private async Task<Outcome<DelegationView>> RequestAsync(
        Caller caller,
        ThreadId thread,
        RequestDelegation command,
        IdempotentRequest once,
        CancellationToken cancellationToken)
    {
        var key = once.With<AgentThread>(receipt => Written(DelegationAnswer(receipt)));
        var outcome = await records.Dispatcher.SendAsync(
            thread,
            caller.Principal.Name,
            command with { Client = caller.Identity, Speaker = caller.Speaker },
            urgent: command.FromTurn is not null,
            records.Dispatcher.NewStamp(),
            key,
            cancellationToken);
        if (outcome.IsRejected(out var refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out var earlier)) return refused;
        if (earlier is not null) return Repeated(earlier);
        var view = DelegationAnswer(receipt);
        await turns.UntilBegunAsync(new(view.TurnId), cancellationToken);
        return view;
    }

    /// <summary>Delegates for no thread: only the hidden thread is opened.</summary>
    private async Task<Outcome<DelegationView>> DelegateAloneAsync(
        Caller caller, Delegate request, AgentId agent, IdempotentRequest once, CancellationToken cancellationToken)
    {
        if (records.Dispatcher.Rules.RefuseText(request.Text) is { } unfit) return unfit;
        if (openings.Workspace(caller, null).IsRejected(out var refused, out var workspace)) return refused;
        if ((await attachments.OfAsync(caller, request.Text, workspace, cancellationToken)).IsRejected(
            out refused, out var attached)) return refused;
        var stamp = records.Dispatcher.NewStamp();
        var command = new OpenHiddenThread(
            new(stamp.Id("thr", -1)),
            agent,
            new(stamp.Id("turn", -2)),
            request.Text,
            attached,
            workspace,
            new(null, new(stamp.Id("dlg", -3)), caller.Principal.Name, 1)
            {
                For = caller.Speaker is null ? null : new(caller.Principal.Name, true),
            },
            null)
        {
            Client = caller.Identity,
        };
        var view = new DelegationView(
            command.Origin.Delegation.Value, command.Id.Value, command.Turn.Value, "running", null, null);
        var key = once.With<AgentThread>(_ => Written(view));
        var outcome = await records.Dispatcher.SendAsync(
            command.Id, caller.Principal.Name, command, urgent: false, stamp, key, cancellationToken);
        if (outcome.IsRejected(out refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out var earlier)) return refused;
        return earlier is null ? view : Repeated(earlier);
    }

    private static DelegationView DelegationAnswer(Receipt<AgentThread> receipt)
    {
        var requested = receipt.Events.Select(recorded => recorded.Event).OfType<DelegationRequested>().Single();
        return new(
            requested.Delegation.Value,
            requested.HiddenThread.Value,
            requested.HiddenTurn.Value,
            "running",
            null,
            null);
    }

    private static DelegationView Repeated(string earlier) =>
        JsonSerializer.Deserialize(earlier, ViewJson.Plain.DelegationView)!;

    private static string Written(DelegationView view) => JsonSerializer.Serialize(view, ViewJson.Plain.DelegationView);
}
