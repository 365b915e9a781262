using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>Commands that take many words, in few.</summary>
internal static class Orders
{
    /// <summary>The message as a front end would post it: what it orders is found in its text.</summary>
    public static PostMessage Post(
        string text, SendMode mode = SendMode.Followup, params (TurnId Turn, string Text)[] partials) =>
        new(text, mode, DirectiveParser.Parse(text, Agent.Roster), [])
        {
            Partials = partials.ToDictionary(p => p.Turn, p => p.Text),
        };

    public static OpenThread Open(
        ThreadId id, AgentId owner, string? title = null, ForkPoint? fork = null) => new(id, title, owner, null, fork);

    public static OpenHiddenThread OpenHidden(
        ThreadId id, AgentId agent, TurnId turn, string text, DelegationOrigin origin, ForkPoint? context = null) =>
        new(id, agent, turn, text, [], null, origin, context);

    public static CancelTurns Cancel(TurnId? turn = null, params (TurnId Turn, string Text)[] partials) =>
        new(turn, partials.ToDictionary(p => p.Turn, p => p.Text));

    public static RecordStep Step(TurnId turn, string text, params ToolCall[] calls) =>
        new(turn, text, calls, "test/model", new(10, 1, ModelCalls: 1));

    public static CompleteTurn Complete(
        TurnId turn, string text = "Because.") => new(turn, text, "test/model", new(20, 2, ModelCalls: 1));

    public static FailTurn Fail(
        TurnId turn, string partial = "") =>
            new(turn, new("model_failed", "The model failed.", "Try again."), partial, TokenUsage.None);

    /// <summary>
    /// The command as that caller sends it, the <paramref name="number"/>th of all, seven seconds after the one
    /// before.
    /// </summary>
    public static ThreadCommand Sent(
        this ThreadCommand command, string by, int number, ThreadRules? rules = null) => command with
    {
        By = by,
        Rules = rules ?? Agent.Rules,
        Stamp = new(Start.AddSeconds(7 * number), (UInt128)(uint)number),
    };

    public static DateTimeOffset Start { get; } = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);
}
