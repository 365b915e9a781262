using System.Collections.Immutable;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.ChatAccess;

/// <summary>
/// Who may use a chat platform beside those whom the settings allow, and whether the platform is paused. Its stream has
/// the platform's name.
/// </summary>
public sealed record ChatAccessState
{
    public static ChatAccessState Initial { get; } = new();

    public bool IsPaused { get; init; }

    /// <summary>Whom a person at this machine let in.</summary>
    public ImmutableList<PairedPerson> People { get; init; } = [];

    /// <summary>Codes that were given out and may still be confirmed.</summary>
    public ImmutableList<PairingCode> Codes { get; init; } = [];

    /// <summary>Invitations that were given out and may still be accepted.</summary>
    public ImmutableList<Invitation> Invitations { get; init; } = [];
}

/// <param name="Id">The platform's stable id.</param>
/// <param name="Name">What the platform showed when the person was let in.</param>
/// <param name="ApproveUpTo">The highest risk that the person may approve; null: none.</param>
public sealed record PairedPerson(string Id, string Name, RiskClass? ApproveUpTo, DateTimeOffset At);

/// <param name="Digest">SHA-256 of the code, hexadecimal; the code itself is nowhere.</param>
public sealed record PairingCode(string Digest, string Person, string Name, DateTimeOffset ExpiresAt);

/// <summary>A code in a link, which lets in the first person who comes with it.</summary>
/// <param name="Digest">SHA-256 of the code, hexadecimal; the code itself is nowhere.</param>
/// <param name="ApproveUpTo">The highest risk that the person may then approve; null: none.</param>
public sealed record Invitation(string Digest, RiskClass? ApproveUpTo, DateTimeOffset ExpiresAt);
