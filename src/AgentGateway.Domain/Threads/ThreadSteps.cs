namespace AgentGateway.Domain.Threads;

/// <summary>Steps, tool calls and interim messages of a running turn.</summary>
internal static class ThreadSteps
{
    public static Rejection? Record(ThreadDraft draft, OpenTurn turn, RecordStep command)
    {
        if (!turn.Calls.IsEmpty) return ThreadRejections.CallsOpen(turn.Id, turn.Calls.Length);
        draft.Post(
            MessageRole.Assistant,
            turn.Agent.Value,
            command.Text,
            VisibilityIn(turn),
            turn.Id,
            m => m with
            {
                ToolCalls = command.Calls.Count == 0 ? null : command.Calls,
                Model = command.Model,
                Usage = command.Usage.NullIfNone(),
            });
        return null;
    }

    public static Rejection? StartCall(ThreadDraft draft, OpenTurn turn, StartTool command)
    {
        if (Find(turn, command.CallId) is not { } call) return ThreadRejections.UnknownCall(command.CallId);
        if (call.Awaiting is { } request) return ThreadRejections.CallWaits(call.Id, request);
        if (!call.Started) draft.Add(new ToolStarted(turn.Id, call.Id, call.Tool, command.Repeatable));
        return null;
    }

    public static Rejection? AwaitCall(ThreadDraft draft, OpenTurn turn, AwaitTool command)
    {
        if (Find(turn, command.CallId) is not { } call) return ThreadRejections.UnknownCall(command.CallId);
        if (call is { Started: true, Repeatable: false }) return ThreadRejections.CallStarted(call.Id);
        if (command.Request != call.Awaiting && !call.Released.Contains(command.Request))
            draft.Add(new ToolAwaited(turn.Id, call.Id, command.Request));
        return null;
    }

    public static Rejection? ReleaseCall(ThreadDraft draft, OpenTurn turn, ReleaseTool command)
    {
        // The outcome may come before the call is recorded as waiting for it; then the call never waits for it.
        if (Find(turn, command.CallId) is { } call && !call.Released.Contains(command.Request))
            draft.Add(new ToolReleased(turn.Id, call.Id, command.Request));
        return null;
    }

    public static Rejection? SettleCall(ThreadDraft draft, OpenTurn turn, SettleTool command)
    {
        if (Find(turn, command.CallId) is not { } call) return ThreadRejections.UnknownCall(command.CallId);
        if (call.Awaiting is { } request) return ThreadRejections.CallWaits(call.Id, request);
        draft.Post(
            MessageRole.Tool,
            call.Tool,
            command.Text,
            VisibilityIn(turn),
            turn.Id,
            m => m with { ToolCallId = call.Id });
        draft.Add(new ToolSettled(turn.Id, call.Id, command.Outcome));
        return null;
    }

    public static Rejection? PostInterim(ThreadDraft draft, OpenTurn turn, PostInterim command)
    {
        if (string.IsNullOrWhiteSpace(command.Text)) return ThreadRejections.EmptyText;
        draft.Post(MessageRole.Assistant, turn.Agent.Value, command.Text.Trim(), VisibilityIn(turn), turn.Id);
        // A report of progress prolongs every turn but advice, whose time is fixed.
        if (turn is { Deadline: not null, Kind: not TurnKind.Advice })
            draft.Add(new TurnProlonged(turn.Id, draft.Now + draft.Rules.ConnectedWait));
        return null;
    }

    /// <summary>A request of an ended turn was withdrawn.</summary>
    public static Rejection? ConfirmWithdrawn(ThreadDraft draft, ConfirmWithdrawn command)
    {
        if (draft.State.Withdrawals.Any(withdrawal => withdrawal.Request == command.Request))
            draft.Add(new RequestWithdrawn(command.Request));
        return null;
    }

    /// <summary>
    /// A participant's steps are hidden from people; its contribution and the owner's steps are shown.
    /// </summary>
    public static Visibility VisibilityIn(OpenTurn turn) =>
        turn.Kind is TurnKind.Advice or TurnKind.Contribution ? Visibility.Hidden : Visibility.Visible;

    private static OpenCall? Find(OpenTurn turn, string id) => turn.Calls.FirstOrDefault(call => call.Id == id);
}
