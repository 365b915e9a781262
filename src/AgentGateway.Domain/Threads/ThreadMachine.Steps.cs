namespace AgentGateway.Domain.Threads;

/// <summary>What a running turn does before it ends: steps, tool calls, interim words.</summary>
public sealed partial class ThreadMachine
{
    private static Rejection? Record(ThreadDraft draft, OpenTurn turn, RecordStep command)
    {
        if (!turn.Calls.IsEmpty) return ThreadRejections.CallsOpen(turn.Id, turn.Calls.Length);
        draft.Post(
            MessageRole.Assistant, turn.Agent.Value, command.Text, StepVisibility(turn.Kind), turn.Id, m => m with
        {
            ToolCalls = NullIfEmpty(command.Calls),
            Model = command.Model,
            Usage = NullIfNone(command.Usage),
        });
        return null;
    }

    private static Rejection? StartCall(ThreadDraft draft, OpenTurn turn, StartTool command)
    {
        if (turn.Calls.FirstOrDefault(call => call.Id == command.CallId) is not { } call)
            return UnknownCall(command.CallId);
        if (call.Awaiting is { } ask) return CallWaits(call.Id, ask);
        if (!call.Started) draft.Add(new ToolStarted(turn.Id, call.Id, call.Tool, command.Repeatable));
        return null;
    }

    private static Rejection? AwaitCall(ThreadDraft draft, OpenTurn turn, AwaitTool command)
    {
        if (turn.Calls.FirstOrDefault(call => call.Id == command.CallId) is not { } call)
            return UnknownCall(command.CallId);
        if (call is { Started: true, Repeatable: false })
            return new(
                "call_started", $"The call {call.Id} has begun, and what has begun asks nobody any more.",
                    "Settle it.");
        if (command.Ask != call.Awaiting && !call.Released.Contains(command.Ask))
            draft.Add(new ToolAwaited(turn.Id, call.Id, command.Ask));
        return null;
    }

    private static Rejection? ReleaseCall(ThreadDraft draft, OpenTurn turn, ReleaseTool command)
    {
        // An outcome may come before the call is known to wait for it, and then it never waits.
        if (turn.Calls.FirstOrDefault(call => call.Id == command.CallId) is { } call
            && !call.Released.Contains(command.Ask))
            draft.Add(new ToolReleased(turn.Id, call.Id, command.Ask));
        return null;
    }

    private static Rejection? Withdrawn(ThreadDraft draft, ConfirmWithdrawn command)
    {
        if (draft.State.Withdrawals.Any(withdrawal => withdrawal.Ask == command.Ask))
            draft.Add(new RequestWithdrawn(command.Ask));
        return null;
    }

    private static Rejection? SettleCall(ThreadDraft draft, OpenTurn turn, SettleTool command)
    {
        if (turn.Calls.FirstOrDefault(call => call.Id == command.CallId) is not { } call)
            return UnknownCall(command.CallId);
        if (call.Awaiting is { } ask) return CallWaits(call.Id, ask);
        draft.Post(
            MessageRole.Tool,
            call.Tool,
            command.Text,
            StepVisibility(turn.Kind),
            turn.Id,
            m => m with { ToolCallId = call.Id });
        draft.Add(new ToolSettled(turn.Id, call.Id, command.Outcome));
        return null;
    }

    private static Rejection? Interim(ThreadDraft draft, OpenTurn turn, PostInterim command)
    {
        if (string.IsNullOrWhiteSpace(command.Text)) return ThreadRejections.EmptyText;
        draft.Post(MessageRole.Assistant, turn.Agent.Value, command.Text.Trim(), StepVisibility(turn.Kind), turn.Id);
        // Advice is waited for so long and no longer; everything else goes on while its agent reports progress.
        if (turn is { Deadline: not null, Kind: not TurnKind.Advice })
            draft.Add(new TurnProlonged(turn.Id, draft.Now + draft.Rules.ConnectedWait));
        return null;
    }

    private static Rejection CallWaits(string call, string ask) => new(
        "call_waits", $"The call {call} waits for {ask}.", "Decide or answer that first.");

    private static Rejection UnknownCall(string call) => new(
        "unknown_call", $"The turn's latest step has no open call {call}.",
            "Settle each call of the latest step once.");
}
