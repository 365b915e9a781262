using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.ChatAccess;

/// <summary>A command about who may use a platform.</summary>
public abstract record ChatAccessCommand;

/// <summary>Gives out a code; an earlier one of the same person ends.</summary>
public sealed record GivePairingCode(PairingCode Code, DateTimeOffset Now) : ChatAccessCommand;

/// <summary>Lets the person in to whom the code was given.</summary>
public sealed record ConfirmPairing(string Digest, RiskClass? ApproveUpTo, DateTimeOffset Now) : ChatAccessCommand;

/// <summary>Gives out an invitation; of more than a few the oldest ends.</summary>
public sealed record GiveInvitation(Invitation Invitation, DateTimeOffset Now) : ChatAccessCommand;

/// <summary>Lets in who came with an invitation.</summary>
public sealed record AcceptInvitation(string Digest, string Person, string Name, DateTimeOffset Now) : ChatAccessCommand;

/// <summary>Lets the person in no more.</summary>
public sealed record RemovePerson(string Person) : ChatAccessCommand;

public sealed record PauseGateway(bool Paused) : ChatAccessCommand;
