using AgentGateway.Domain.Agents;

namespace AgentGateway.Domain.Tests.Agents;

/// <summary>What may name an agent.</summary>
public sealed class AgentNamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("svarog")]
    [InlineData("Svarog")]
    [InlineData("claude-code_2")]
    public void A_name_of_letters_digits_and_dashes_may_be_used(string name) => Assert.Null(AgentNames.Refuse(name));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("2nd")]
    [InlineData("-a")]
    [InlineData("two words")]
    [InlineData("żmij")]
    [InlineData("a/b")]
    [InlineData("a@b")]
    [InlineData("a\n")]
    public void Anything_else_is_refused(string name) =>
        Assert.Equal("invalid_agent_name", AgentNames.Refuse(name)?.Code);

    [Fact]
    public void A_name_has_a_limit()
    {
        Assert.Null(AgentNames.Refuse(new('a', AgentNames.NameCharactersMax)));
        Assert.Equal("invalid_agent_name", AgentNames.Refuse(new('a', AgentNames.NameCharactersMax + 1))?.Code);
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("Client")]
    [InlineData("daemon")]
    [InlineData("stop")]
    [InlineData("leave")]
    [InlineData("done")]
    [InlineData("RETURN")]
    public void A_name_that_means_something_else_is_refused(string name) =>
        Assert.Equal("reserved_alias", AgentNames.Refuse(name)?.Code);

    [Fact]
    public void A_refusal_shows_no_more_than_a_name_of_the_name() =>
        Assert.InRange(AgentNames.Refuse(new('a', 100_000))!.Message.Length, 1, 200);

    [Fact]
    public void An_id_is_lower_case() => Assert.Equal("svarog", AgentNames.Canonical("SvaroG").Value);
}
