using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>The turn's driver is to run it, or to go on with it after a crash.</summary>
public sealed record RunTurn(string Key, TurnId Turn) : Effect(Key);

/// <summary>The turn is to end when its time is over.</summary>
public sealed record ExpireTurnEffect(string Key, DateTimeOffset Deadline, TurnId Turn) : Effect(Key, Deadline);

/// <summary>Open the hidden thread of a delegation.</summary>
public sealed record OpenDelegationThread(string Key, DelegationId Delegation) : Effect(Key);

/// <summary>Withdraw an approval or question of an ended turn.</summary>
public sealed record WithdrawRequest(string Key, PersonRequestId Request) : Effect(Key);

/// <summary>Erase the texts of the deleted thread.</summary>
public sealed record EraseThread(string Key) : Effect(Key);

/// <summary>Send the outcome to the delegating thread.</summary>
public sealed record ReportDelegation(string Key) : Effect(Key);
