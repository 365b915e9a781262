using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads.Laws;

/// <summary>
/// Makes a command of one number and the thread as it stands, so that a list of numbers is a story: whoever is drawn
/// gives a command that is plausible at that moment more often than not, and sometimes one that comes too late.
/// </summary>
internal sealed class RandomOrders(ThreadRun run)
{
    public const int Below = 1 << 20;

    private static readonly AgentId[] Agents =
    [
        Agent.Svarog, Agent.Weles, Agent.Rarog, Agent.Perun, Agent.Mokosz, new("nobody"),
    ];

    private static readonly string[] Texts =
    [
        "What is it?", "@rarog look at it", "@weles verify it", "@perun help", "@mokosz check", "@rarog stop",
            "@WELES done", "@perun leave",
        "!rarog do it", "!weles find out", "/handoff weles for a reason", "/handoff main", "/handoff perun", "/return",
            "@nosuch hello", "@main hello",
        "", "/handoff nobody", "@mokosz return",
    ];

    private int _moment;

    public void Do(int number)
    {
        _moment++;
        var (kind, a, b) = (number & 31, (number >> 5) & 127, number >> 12);
        if (kind == 31)
            run.Restart();
        else if (!run.State.Created)
            run.Do("operator", Opening(a, b));
        else if (kind < 14)
            run.Do(a % 3 == 0 ? "client" : "operator", Outside(kind, a, b));
        else if (run.Truth.Turns.Count > 0)
            OfTurn(kind, Pick(a), b);
    }

    private static ThreadCommand Opening(int a, int b)
    {
        var open = Orders.Open(ThreadRun.Thread, Agents[b % 5], fork: b % 2 == 0 ? null : new(new("thr_source"), 7));
        var origin = new DelegationOrigin(
            b % 2 == 0 ? new ThreadId("thr_parent") : null, new("dlg_1"), "operator", 1 + b % 2);
        return (a % 4) switch
        {
            0 => open,
            1 => Orders.OpenHidden(ThreadRun.Thread, Agents[b % 5], new("turn_hidden"), "Do it", origin),
            _ => Orders.Post(Texts[b % Texts.Length]) with { Opening = open },
        };
    }

    private ThreadCommand Outside(int kind, int a, int b)
    {
        var agent = Agents[a % Agents.Length];
        return kind switch
        {
            0 or 1 => Orders.Post("Why?", (SendMode)(a % 4), Partials(b)),
            4 when run.Truth.Messages.Count > 0 => new EditMessage(
                run.Truth.Messages.ElementAt(b % run.Truth.Messages.Count) with { Text = "Why not?" }, null),
            3 when a % 4 == 0 && run.Truth.Messages.Count > 0 => new WithdrawMessage(
                run.Truth.Messages.ElementAt(b % run.Truth.Messages.Count)),
            2 or 3 or 4 => Orders.Post(Texts[b % Texts.Length], (SendMode)(a % 4)),
            5 => new ChangeParticipant(agent, b % 3 == 0 ? null : "Look at it", (b % 4) switch { 0 =>
                AdviceTime.After, 1 => AdviceTime.Before, _ => null }),
            6 => new StopParticipant(agent),
            7 => new HandOff(agent.Value, "because"),
            8 => new ReturnOwnership(),
            9 => new ChangeThread(
                b % 2 == 0 ? "Title" : null, a % 3 == 0 ? b % 4 < 1 : null, a % 3 == 1 ? b % 2 == 0 : null),
            10 => Orders.Cancel(a % 2 == 0 || run.Truth.Turns.Count == 0 ? null : Pick(b).Id, Partials(b)),
            11 => new RequestDelegation(agent, "Do it", null),
            12 when run.Truth.Delegations.Count > 0 => Delegation(a, b),
            12 when run.Truth.Withdrawals.Count > 0 => new ConfirmWithdrawn(run.Truth.Withdrawals[0]),
            13 => b % 2 == 0 ? new ConfirmReport() : new CompactThread(run.State.LastSeq - a % 3, "Summary"),
            _ => new ChangeThread(null, false, null),
        };
    }

    private ThreadCommand Delegation(int a, int b)
    {
        var id = run.Truth.Delegations.Keys.ElementAt(a % run.Truth.Delegations.Count);
        return b % 3 == 0
            ? new ConfirmDelegation(id)
            : new SettleDelegation(id, b % 3 == 1 ? TurnStatus.Completed : TurnStatus.Failed, "Done");
    }

    private void OfTurn(int kind, TurnTruth turn, int b)
    {
        var call = turn.Calls.Count == 0 ? "call_0" : turn.Calls[b % turn.Calls.Count];
        run.Do(kind is 21 or 22 ? "daemon" : turn.Agent.Value, kind switch
        {
            14 or 15 => Orders.Step(
                turn.Id,
                "Thinking",
                b % 3 == 0 ? [] : [new($"call_{_moment}", "time", "{}"), new($"call_{_moment}_b", "time", "{}")]),
            16 => new StartTool(turn.Id, call, b % 2 == 0),
            17 or 18 => new SettleTool(turn.Id, call, "Done", (ToolOutcomeKind)(b % 3)),
            19 => new PostInterim(turn.Id, b % 4 == 0 ? " " : "Wait"),
            20 => Orders.Fail(turn.Id, b % 2 == 0 ? "" : "Half a"),
            21 => new ExpireTurn(turn.Id, turn.Deadline ?? run.State.UpdatedAt, "Half a"),
            22 => new ExpireTurn(turn.Id, run.State.CreatedAt + TimeSpan.FromSeconds(b), ""),
            23 => new HandOff(Agents[b % Agents.Length].Value, null, turn.Id),
            24 => new RequestDelegation(Agents[b % Agents.Length], "Do it", turn.Id),
            25 or 26 => new AwaitTool(turn.Id, call, PersonRequestId.Of($"apr_{call}_{b % 3}")),
            27 => new ReleaseTool(
                turn.Id,
                call,
                turn.Awaiting.TryGetValue(call, out var request) && b % 4 > 0
                    ? request
                    : PersonRequestId.Of($"apr_{call}_{b % 3}")),
            _ => Orders.Complete(turn.Id, b % 5 == 0 ? "" : "Because."),
        });
    }

    private (TurnId, string)[] Partials(int b) =>
        b % 2 == 0 ? [] : [.. run.State.Turns.Where(turn => turn.Running).Select(turn => (turn.Id, "Half a"))];

    /// <summary>An open turn, or one time in eight any turn.</summary>
    private TurnTruth Pick(int number)
    {
        var turns = number % 8 == 7 || run.State.Turns.IsEmpty ? run.Truth.Turns : [.. run.Truth.Open];
        return turns[number / 8 % turns.Count];
    }
}
