using System.Diagnostics;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.ChatAccess;

/// <summary>
/// A code or an invitation lets one person in, once, within an hour; few wait at a time, so that they cannot be guessed.
/// </summary>
public sealed class ChatAccessMachine : IMachine<ChatAccessState, ChatAccessCommand>
{
    public const int CodesMax = 3;
    public const int InvitationsMax = 3;

    /// <summary>How long a code may be confirmed, and an invitation accepted.</summary>
    public static readonly TimeSpan CodeTime = TimeSpan.FromHours(1);

    public static string Kind => "chat_access";

    public static int SnapshotVersion => 2;

    public static ChatAccessState Initial => ChatAccessState.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(ChatAccessState state, ChatAccessCommand command) =>
        command switch
        {
            GivePairingCode c when state.Codes.Count(
                code => code.ExpiresAt > c.Now && code.Person != c.Code.Person) >= CodesMax =>
                ChatAccessRejections.TooManyCodes,
            GivePairingCode c => Outcomes.Of(new PairingCodeGiven(c.Code)),
            ConfirmPairing c => state.Codes.Find(code => code.Digest == c.Digest && code.ExpiresAt > c.Now) is { } code
                ? Outcomes.Of(new PersonPaired(code.Digest, code.Person, code.Name, c.ApproveUpTo))
                : ChatAccessRejections.UnknownCode,
            GiveInvitation c => Outcomes.Of(new InvitationGiven(c.Invitation)),
            AcceptInvitation c => state.Invitations.Find(
                one => one.Digest == c.Digest && one.ExpiresAt > c.Now) is { } invitation
                ? Outcomes.Of(new PersonPaired(
                    c.Digest, c.Person, c.Name, Higher(invitation.ApproveUpTo, RightOf(state, c.Person))))
                : ChatAccessRejections.UnknownCode,
            RemovePerson c => state.People.Exists(person => person.Id == c.Person)
                ? Outcomes.Of(new PersonRemoved(c.Person))
                : ChatAccessRejections.UnknownPerson,
            PauseGateway c when c.Paused != state.IsPaused => Outcomes.Of(new GatewayPaused(c.Paused)),
            PauseGateway => Outcomes.Nothing,
            _ => throw new UnreachableException(),
        };

    public static ChatAccessState Evolve(ChatAccessState state, RecordedEvent recorded) => recorded.Event switch
    {
        PairingCodeGiven e => state with
        {
            Codes = state.Codes
                .RemoveAll(code => code.Person == e.Code.Person || code.ExpiresAt <= recorded.At)
                .Add(e.Code),
        },
        InvitationGiven e => state with
        {
            Invitations =
            [
                .. state.Invitations.RemoveAll(one => one.ExpiresAt <= recorded.At).TakeLast(InvitationsMax - 1),
                e.Invitation,
            ],
        },
        PersonPaired e => state with
        {
            Codes = state.Codes.RemoveAll(code => code.Digest == e.Digest),
            Invitations = state.Invitations.RemoveAll(one => one.Digest == e.Digest),
            People = state.People.RemoveAll(person => person.Id == e.Person)
                .Add(new(e.Person, e.Name, e.ApproveUpTo, recorded.At)),
        },
        PersonRemoved e => state with { People = state.People.RemoveAll(person => person.Id == e.Person) },
        GatewayPaused e => state with { IsPaused = e.Paused },
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(ChatAccessState state) => [];

    public static IReadOnlyList<ReadRow> Project(
        ChatAccessState before, RecordedEvent recorded, ChatAccessState after) => [];

    private static RiskClass? RightOf(ChatAccessState state, string person) =>
        state.People.Find(one => one.Id == person)?.ApproveUpTo;

    /// <summary>Who gave an invitation did not know who would come, so it takes no right away.</summary>
    private static RiskClass? Higher(RiskClass? one, RiskClass? other) =>
        one is null || other > one ? other : one;
}
