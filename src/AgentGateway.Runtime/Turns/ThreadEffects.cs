using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Turns;

/// <summary>
/// Performs the pending effects of threads. Each may be repeated, because its command changes nothing the second time.
/// </summary>
internal sealed class ThreadEffects(
    ThreadDispatcher dispatcher, TurnRunner turns, LiveThreads live, IThreadReads reads, PendingRequests requests,
    ThreadEraser eraser)
        : IEffects<AgentThread>
{
    public Task PerformAsync(
        StreamId stream, AgentThread thread, Effect effect, CancellationToken cancellationToken) => effect switch
    {
        RunTurn run => turns.RunAsync(thread, run.Turn, cancellationToken),
        ExpireTurnEffect expire => ExpireAsync(thread, expire, cancellationToken),
        OpenDelegationThread open => OpenAsync(thread, open.Delegation, cancellationToken),
        WithdrawRequest withdraw => WithdrawAsync(thread, withdraw.Request, cancellationToken),
        EraseThread => eraser.EraseAsync(thread.Id, cancellationToken),
        ReportDelegation => ReportAsync(thread, cancellationToken),
        _ => throw new UnreachableException(),
    };

    private Task ExpireAsync(
        AgentThread thread, ExpireTurnEffect effect, CancellationToken cancellationToken) => SendAsync(
        thread.Id, new ExpireTurn(effect.Turn, effect.Deadline, live.Streamed(effect.Turn)), cancellationToken);

    private async Task OpenAsync(AgentThread thread, DelegationId id, CancellationToken cancellationToken)
    {
        if (thread.Delegations.FirstOrDefault(d => d.Id == id) is not { } delegation) return;
        var request = await reads.MessageAsync(delegation.Request, cancellationToken)
            ?? throw new InvalidDataException($"The request of {id} is gone.");
        var origin = new DelegationOrigin(
            thread.Id, id, delegation.RequestedBy, (thread.Origin?.Depth ?? 0) + 1, delegation.Task)
        {
            For = delegation.For,
        };
        await dispatcher.SendAsync(
            delegation.HiddenThread,
            delegation.RequestedBy,
            new OpenHiddenThread(
                delegation.HiddenThread,
                delegation.Agent,
                delegation.HiddenTurn,
                request.Message.Text[delegation.TextStart..],
                request.Message.Attachments ?? [],
                thread.Workspace,
                origin,
                new(thread.Id, request.Seq - 1)),
            urgent: true,
            cancellationToken);
        await SendAsync(thread.Id, new ConfirmDelegation(id), cancellationToken);
    }

    private async Task WithdrawAsync(AgentThread thread, PersonRequestId request, CancellationToken cancellationToken)
    {
        await requests.WithdrawAsync(request, "The turn that asked has ended.", cancellationToken);
        await SendAsync(thread.Id, new ConfirmWithdrawn(request), cancellationToken);
    }

    private async Task ReportAsync(AgentThread hidden, CancellationToken cancellationToken)
    {
        if (hidden is not { Report: { } report, Origin: { Thread: { } parent } origin }) return;
        var text = report.Reply is { } reply
            ? (await reads.MessageAsync(reply, cancellationToken))?.Message.Text
            : null;
        text ??= report.Failure?.Message
            ?? (report.Status == TurnStatus.Completed ? "(nothing to say)" : "It was cancelled.");
        await SendAsync(parent, new SettleDelegation(origin.Delegation, report.Status, text), cancellationToken);
        await SendAsync(hidden.Id, new ConfirmReport(), cancellationToken);
    }

    /// <summary>A refusal means that the effect is no longer pending.</summary>
    private Task SendAsync(ThreadId thread, ThreadCommand command, CancellationToken cancellationToken) =>
        dispatcher.SendAsync(thread, "daemon", command, urgent: true, cancellationToken);
}
