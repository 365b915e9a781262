using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

public abstract record WaitCommand;

/// <summary>For a turn, or for tasks.</summary>
public sealed record OpenWait(
    string Principal, string Tool, TurnId? Turn, string Answer, WaitedTasks? Tasks = null) : WaitCommand;

public sealed record CancelWait : WaitCommand;

/// <summary>
/// What is waited for waits for people whom this caller's client cannot ask, so that its call is answered with that.
/// </summary>
public sealed record SettleWait(IReadOnlyList<PersonRequestId> Requests) : WaitCommand;
