using AgentGateway.Domain.Clients;

namespace AgentGateway.Domain.Tests.Clients;

public sealed class ClientNameTests
{
    [Theory]
    [InlineData("claude-code", "claude-code")]
    [InlineData("Visual Studio Code", "visual-studio-code")]
    [InlineData("codex-mcp-client", "codex")]
    [InlineData("gemini-cli-mcp-client", "gemini-cli")]
    [InlineData("  Zed\t\r\n1.2_b ", "zed-1.2_b")]
    [InlineData("a\u202eb\u0000c\u001b[31m", "a-b-c-31m")]
    [InlineData("client:*, operator", "client-operator")]
    [InlineData("-mcp-client", "mcp-client")]
    [InlineData("\u0441laude-code", "laude-code")]
    public void A_name_has_one_spelling(string said, string spelled) =>
        Assert.Equal(spelled, ClientName.Of(said)!.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("***")]
    [InlineData("日本")]
    public void A_name_of_which_nothing_can_be_written_is_none(string? said) => Assert.Null(ClientName.Of(said));

    [Fact]
    public void A_name_is_bounded()
    {
        Assert.Equal(ClientName.CharactersMax, ClientName.Of(new string('x', 100_000))!.Value.Length);
        Assert.Null(ClientName.Of(new string(' ', 100_000) + "late"));
    }

    [Theory]
    [InlineData("client", true)]
    [InlineData("client:claude-code", true)]
    [InlineData("clients", false)]
    [InlineData("rarog", false)]
    public void A_client_is_told_from_an_agent_by_what_it_is_judged_as(string judged, bool isClient) =>
        Assert.Equal(isClient, ClientName.IsClient(judged));

    [Fact]
    public void What_a_client_is_judged_as_is_read_back()
    {
        var name = ClientName.Of("Visual Studio Code")!;
        Assert.Equal("client:visual-studio-code", name.JudgedAs);
        Assert.Equal(name, ClientName.OfJudged(name.JudgedAs));
        Assert.Null(ClientName.OfJudged("client"));
        Assert.Null(ClientName.OfJudged("rarog"));
    }

    [Theory]
    [InlineData("client:Claude Code", "client:claude-code")]
    [InlineData("client:codex-mcp-client", "client:codex")]
    [InlineData("client:claude*", "client:claude*")]
    [InlineData("client", "client")]
    [InlineData("Rarog*", "Rarog*")]
    [InlineData("client:", null)]
    [InlineData("client: ", null)]
    public void A_rule_about_a_client_is_spelled_like_its_name(string pattern, string? spelled) =>
        Assert.Equal(spelled, ClientName.Pattern(pattern));
}
