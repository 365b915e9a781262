using AgentGateway.Domain.ChatAccess;
using AgentGateway.Domain.Policy;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.ChatAccess.ChatAccessMachine,
    AgentGateway.Domain.ChatAccess.ChatAccessState,
    AgentGateway.Domain.ChatAccess.ChatAccessCommand>;

namespace AgentGateway.Domain.Tests.ChatAccess;

/// <summary>The law of who may use a chat platform.</summary>
public sealed class ChatAccessTests
{
    private static readonly DateTimeOffset Now = Story.Start;

    [Fact]
    public void A_code_lets_one_person_in_once()
    {
        var given = new PairingCodeGiven(Code("a"));
        var paired = new PersonPaired("d-a", "a", "A", RiskClass.R2);
        Story.Given().When(new GivePairingCode(Code("a"), Now), given);
        Story.Given(given).When(new ConfirmPairing("d-a", RiskClass.R2, Now), paired);
        Story.Given(given, paired).Refuses(
            new ConfirmPairing("d-a", RiskClass.R2, Now), ChatAccessRejections.UnknownCode);
        Assert.Equal([new("a", "A", RiskClass.R2, Story.At(2))], Story.Given(given, paired).State.People);
    }

    [Fact]
    public void A_code_that_is_an_hour_old_or_wrong_lets_no_one_in()
    {
        var story = Story.Given(new PairingCodeGiven(Code("a")));
        story.Refuses(new ConfirmPairing("d-a", null, Now.AddHours(1)), ChatAccessRejections.UnknownCode);
        story.Refuses(new ConfirmPairing("other", null, Now), ChatAccessRejections.UnknownCode);
    }

    [Fact]
    public void Three_strangers_wait_at_a_time_and_each_has_one_code()
    {
        var story = Story.Given([.. new[] { "a", "b", "c" }.Select(one => new PairingCodeGiven(Code(one)))]);
        story.Refuses(new GivePairingCode(Code("d"), Now), ChatAccessRejections.TooManyCodes);
        story.When(new GivePairingCode(Code("a"), Now), new PairingCodeGiven(Code("a")));
        story.When(
            new GivePairingCode(Code("d") with { ExpiresAt = Now.AddHours(3) }, Now.AddHours(2)),
            new PairingCodeGiven(Code("d") with { ExpiresAt = Now.AddHours(3) }));
    }

    [Fact]
    public void An_invitation_lets_the_first_one_in_who_comes_with_it_and_takes_no_right_away()
    {
        var invited = new InvitationGiven(new("i", RiskClass.R1, Now.AddHours(1)));
        var paired = new PersonPaired("i", "a", "A", RiskClass.R1);
        var come = new AcceptInvitation("i", "a", "A", Now);
        Story.Given().When(new GiveInvitation(invited.Invitation, Now), invited);
        Story.Given(invited).When(come, paired);
        Story.Given(invited, paired).Refuses(come with { Person = "b" }, ChatAccessRejections.UnknownCode);
        Story.Given(invited).Refuses(come with { Now = Now.AddHours(1) }, ChatAccessRejections.UnknownCode);
        var higher = new PersonPaired("d-a", "a", "A", RiskClass.R3);
        Story.Given(higher, invited).When(come, paired with { ApproveUpTo = RiskClass.R3 });
    }

    [Fact]
    public void Of_many_invitations_the_oldest_end()
    {
        var invited = Enumerable.Range(0, ChatAccessMachine.InvitationsMax + 1)
            .Select(number => new InvitationGiven(new($"i{number}", null, Now.AddHours(1))))
            .ToArray();
        var story = Story.Given([.. invited]);
        Assert.Equal(invited[1..].Select(one => one.Invitation), story.State.Invitations);
        story.Refuses(new AcceptInvitation("i0", "a", "A", Now), ChatAccessRejections.UnknownCode);
    }

    [Fact]
    public void A_person_who_is_removed_is_let_in_no_more()
    {
        var paired = new PersonPaired("d-a", "a", "A", null);
        Story.Given(paired).When(new RemovePerson("a"), new PersonRemoved("a"));
        Story.Given(paired, new PersonRemoved("a")).Refuses(
            new RemovePerson("a"), ChatAccessRejections.UnknownPerson);
    }

    [Fact]
    public void A_pause_holds_until_it_is_ended()
    {
        Story.Given().When(new PauseGateway(true), new GatewayPaused(true));
        Story.Given(new GatewayPaused(true)).When(new PauseGateway(true));
        Story.Given(new GatewayPaused(true)).When(new PauseGateway(false), new GatewayPaused(false));
        Assert.Empty(Story.Given(new GatewayPaused(true)).Owed);
        Assert.Empty(Story.Given(new GatewayPaused(true)).Rows);
    }

    private static PairingCode Code(string person) =>
        new($"d-{person}", person, person.ToUpperInvariant(), Now.AddHours(1));
}
