using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Live;

/// <summary>What followers and waiters are told of an event; of most events, nothing.</summary>
internal static class LiveProgress
{
    public static TurnProgress? Of(Receipt<AgentThread> receipt, RecordedEvent recorded)
    {
        var thread = receipt.State.Id.Value;
        return recorded.Event switch
        {
            TurnQueued { Started: true } e =>
                new("started", thread, e.Turn.Value, e.Agent.Value, Status: ViewWriter.Word(TurnStatus.Running)),
            TurnStarted e =>
                new("started", thread, e.Turn.Value, e.Agent.Value, Status: ViewWriter.Word(TurnStatus.Running)),
            // Messages that are hidden from readers are hidden from followers.
            MessagePosted { Message.Visibility: Visibility.Visible } e => new(
                e.Message.ToolCalls is null ? "message" : "step",
                thread,
                e.Message.Turn?.Value,
                e.Message.Author,
                Message: ViewWriter.Of(new MessageRow(receipt.State.Id, recorded.At, e.Message, false))),
            ToolAwaited e => new(
                "waiting",
                thread,
                e.Turn.Value,
                AgentOf(receipt, e.Turn),
                e.Request.Value,
                Status: ViewWriter.Word(TurnStatus.Waiting)),
            ToolReleased e => new(
                "released",
                thread,
                e.Turn.Value,
                AgentOf(receipt, e.Turn),
                e.Request.Value,
                Status: ViewWriter.Word(TurnStatus.Running)),
            TurnEnded e => new(
                "ended",
                thread,
                e.Turn.Value,
                AgentOf(receipt, e.Turn),
                e.Failure?.Message,
                Status: ViewWriter.Word(e.Status)),
            _ => null,
        };
    }

    /// <summary>
    /// The outcome that waiting callers get when the turn ends: the same that is read of it afterwards.
    /// </summary>
    public static SendView Outcome(Receipt<AgentThread> receipt, TurnEnded ended)
    {
        var turn = receipt.Before.Turn(ended.Turn);
        var reply = ended.Reply is null
            ? null
            : receipt.Events.Select(
                recorded => recorded.Event).OfType<MessagePosted>().First(e => e.Message.Id == ended.Reply).Message;
        return ViewWriter.Of(
            receipt.State.Id, turn?.Triggers is [var first, ..]
                ? first
                : null, ended.Turn, ended.Status, reply, ended.Failure);
    }

    private static string? AgentOf(
        Receipt<AgentThread> receipt, TurnId turn) =>
            (receipt.Before.Turn(turn) ?? receipt.State.Turn(turn))?.Agent.Value;
}
