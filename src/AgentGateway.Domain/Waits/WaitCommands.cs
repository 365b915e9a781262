using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Waits;

public abstract record WaitCommand;

public sealed record OpenWait(string Principal, string Tool, TurnId Turn, string Answer) : WaitCommand;

public sealed record CancelWait : WaitCommand;
