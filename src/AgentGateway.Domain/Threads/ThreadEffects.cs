using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>The turn's driver is to run it, or to go on with it after a crash.</summary>
public sealed record RunTurn(string Key, TurnId Turn) : Effect(Key);

/// <summary>The turn is to end when its time is over.</summary>
public sealed record ExpireTurnEffect(string Key, DateTimeOffset Deadline, TurnId Turn) : Effect(Key, Deadline);

/// <summary>The hidden thread of a delegation is to be opened.</summary>
public sealed record OpenDelegationThread(string Key, DelegationId Delegation) : Effect(Key);

/// <summary>An approval or question of an ended turn is to be withdrawn.</summary>
public sealed record WithdrawRequest(string Key, PersonRequestId Request) : Effect(Key);

/// <summary>The outcome is to be sent to the delegating thread.</summary>
public sealed record ReportDelegation(string Key) : Effect(Key);
