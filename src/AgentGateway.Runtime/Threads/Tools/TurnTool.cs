using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary>A tool whose call starts a turn or waits for one.</summary>
public abstract class TurnTool<TView>(ToolDeclaration<TView> declaration, TurnService turns)
    : Tool<TView>(declaration)
{
    protected TurnService Turns => turns;

    public override ToolAnswer Resume(string begun, TurnId turn, TimeSpan wait) => new(begun)
    {
        Pending = new(
            new WaitTarget.Turn(turn),
            (progress, cancellationToken) => FinishAsync(begun, turn, wait, progress, cancellationToken))
        {
            Wait = wait,
        },
    };

    /// <summary>
    /// The answer of a call as far as it is known. It is complete where the caller does not wait, or the turn has
    /// ended.
    /// </summary>
    protected ToolAnswer AnswerAndWait(TView begun, string? turn, string status, TimeSpan wait)
    {
        var answer = Answer(begun);
        return turn is not null && wait > TimeSpan.Zero && status is "queued" or "running" or "waiting"
            ? Resume(answer.Json!, new(turn), wait)
            : answer;
    }

    private async Task<ToolAnswer> FinishAsync(
        string begun, TurnId turn, TimeSpan wait, Action<TurnProgress>? progress, CancellationToken cancellationToken)
    {
        var outcome = await turns.WaitAsync(turn.Value, wait, progress, cancellationToken);
        if (outcome.IsRejected(out _, out var standing)) return new(begun);
        var answer = Finish(begun, standing);
        return answer with
        {
            Requests = standing.WaitingFor?.Select(PersonRequestId.Of).ToArray(),
            Begun = Resume(begun, turn, wait),
        };
    }
}
