using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tests.Agents;

/// <summary>Who is found by which name.</summary>
public sealed class AgentRosterTests
{
    private static readonly AgentDefinition Svarog = new(new("svarog"), "Svarog", ["main"]);

    [Theory]
    [InlineData("svarog")]
    [InlineData("SVAROG")]
    [InlineData("main")]
    [InlineData("Main")]
    public void An_agent_is_found_by_id_and_alias_in_any_case(string name) =>
        Assert.Same(Svarog, Of(Svarog).Roster.Find(name));

    [Fact]
    public void An_id_finds_its_own_agent_only()
    {
        var roster = Of(Svarog).Roster;
        Assert.Same(Svarog, roster.Find(new AgentId("svarog")));
        Assert.Null(roster.Find(new AgentId("main")));
        Assert.Null(roster.Find("nobody"));
        Assert.Null(AgentRoster.Empty.Find("svarog"));
    }

    [Fact]
    public void Agents_are_listed_by_id()
    {
        var (roster, refused) = Of(Named("weles"), Svarog, Named("rarog"));
        Assert.Equal(["rarog", "svarog", "weles"], roster.Agents.Select(agent => agent.Id.Value));
        Assert.Empty(refused);
    }

    [Theory]
    [InlineData("svarog", "other", "duplicate_alias")]
    [InlineData("main", "other", "duplicate_alias")]
    [InlineData("rarog", "MAIN", "duplicate_alias")]
    [InlineData("rarog", "Svarog", "duplicate_alias")]
    [InlineData("rarog", "Rarog", "duplicate_alias")]
    [InlineData("operator", "other", "reserved_alias")]
    [InlineData("rarog", "stop", "reserved_alias")]
    [InlineData("rarog", "two words", "invalid_agent_name")]
    public void A_name_that_is_taken_or_reserved_keeps_its_agent_out_and_says_so(string id, string alias, string code)
    {
        var (roster, refused) = Of(Svarog, Named(id, alias), Named("weles"));
        Assert.Equal(["svarog", "weles"], roster.Agents.Select(agent => agent.Id.Value));
        var refusal = Assert.Single(refused);
        Assert.Equal(code, refusal.Code);
        Assert.Contains($"\"{id}\"", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Hint);
        Assert.Same(Svarog, roster.Find("main"));
    }

    [Fact]
    public void The_names_of_an_agent_that_is_kept_out_stay_free()
    {
        var (roster, _) = Of(Svarog, Named("rarog", "helper", "main"), Named("weles", "helper"));
        Assert.Equal("weles", roster.Find("helper")?.Id.Value);
    }

    [Fact]
    public void There_are_so_many_aliases_and_no_more()
    {
        string[] names = [.. Enumerable.Range(0, AgentNames.AliasesMax + 1).Select(n => $"name{n}")];
        Assert.Empty(Of(Named("rarog", names[1..])).Refused);
        Assert.Equal("too_many_aliases", Assert.Single(Of(Named("rarog", names)).Refused).Code);
    }

    private static (AgentRoster Roster, IReadOnlyList<Rejection> Refused) Of(
        params AgentDefinition[] agents) => AgentRoster.Of(agents);

    private static AgentDefinition Named(string id, params string[] aliases) => new(new(id), id, aliases);
}
