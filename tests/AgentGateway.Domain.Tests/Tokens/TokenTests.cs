using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Tokens;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Tokens.TokenMachine,
    AgentGateway.Domain.Tokens.AccessToken,
    AgentGateway.Domain.Tokens.TokenCommand>;

namespace AgentGateway.Domain.Tests.Tokens;

/// <summary>The law of further tokens.</summary>
public sealed class TokenTests
{
    private static readonly DateTimeOffset ExpiresAt = Story.Start.AddDays(30);
    private static readonly CreateToken Create = new("phone", "c0ffee", RiskClass.R2, "svarog", ExpiresAt, "operator");
    private static readonly TokenCreated Created = new(
        "phone", "c0ffee", RiskClass.R2, "svarog", ExpiresAt, "operator");
    private static readonly TokenRevoked Revoked = new("operator");

    [Fact]
    public void A_token_is_made_once_and_its_rights_never_change()
    {
        Story.Given().When(Create, Created);
        Story.Given(Created).When(Create with { ApproveUpTo = RiskClass.R4 });
        Story.Given(Created, Revoked).When(Create);
        Assert.Equal(
            new AccessToken(new(Story.Id), "phone", "c0ffee", RiskClass.R2, "svarog", Story.At(1), ExpiresAt, null),
            Story.Given(Created).State);
    }

    [Fact]
    public void A_token_is_revoked_once()
    {
        Story.Given(Created).When(new RevokeToken("operator"), Revoked);
        Story.Given(Created, Revoked).When(new RevokeToken("ada"));
        Assert.Equal(Story.Given(Created).State with { RevokedAt = Story.At(2) }, Story.Given(Created, Revoked).State);
    }

    [Fact]
    public void What_was_never_made_cannot_be_revoked() =>
        Story.Given().Refuses(new RevokeToken("operator"), TokenMachine.Unknown);

    [Fact]
    public void A_token_owes_nothing_and_has_no_row()
    {
        foreach (var story in (Story[])[Story.Given(), Story.Given(Created), Story.Given(Created, Revoked)])
        {
            Assert.Empty(story.Owed);
            Assert.Empty(story.Rows);
        }
    }
}
