using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.ChatAccess;

public sealed record PairingCodeGiven(PairingCode Code) : DomainEvent;

public sealed record InvitationGiven(Invitation Invitation) : DomainEvent;

/// <param name="Digest">Of the code or the invitation, which ends.</param>
public sealed record PersonPaired(string Digest, string Person, string Name, RiskClass? ApproveUpTo) : DomainEvent;

public sealed record PersonRemoved(string Person) : DomainEvent;

public sealed record GatewayPaused(bool Paused) : DomainEvent;
