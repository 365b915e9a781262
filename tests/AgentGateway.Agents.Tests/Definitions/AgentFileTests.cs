using AgentGateway.Agents.Definitions;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;

namespace AgentGateway.Agents.Tests.Definitions;

public sealed class AgentFileTests
{
    private readonly List<Rejection> _problems = [];

    [Fact]
    public void Front_matter_and_body_make_an_agent()
    {
        var draft = Read("""
            ---
            id: Perun
            name: Perun the Loud
            aliases: [thunder, oak]
            driver: model
            model: openai/gpt-5.1
            description: "Decides: quickly"
            when: before
            tools: [threads, "!thread_fork"]
            ---

            You are Perun.
            ---
            Not front matter.
            """);
        Assert.NotNull(draft);
        var agent = draft.Define();
        Assert.Equal(("perun", "Perun the Loud", "model", "openai/gpt-5.1", "Decides: quickly", AdviceTime.Before),
            (agent.Id.Value, agent.Name, agent.Driver, agent.Model, agent.Description, agent.When));
        Assert.Equal(["thunder", "oak"], agent.Aliases);
        Assert.Equal(["threads", "!thread_fork"], agent.Tools);
        Assert.Equal("You are Perun.\n---\nNot front matter.", agent.Persona);
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_file_without_front_matter_is_a_persona_named_by_its_file()
    {
        var agent = Read("Be brief.")!.Define();
        Assert.Equal(("file", "File", "Be brief."), (agent.Id.Value, agent.Name, agent.Persona));
    }

    [Theory]
    [InlineData("---\nid: a\nno end", "does not end")]
    [InlineData("---\nid: [unclosed\n---\n", "line")]
    [InlineData("---\nwhen: sometimes\n---\n", "\"when\"")]
    [InlineData("---\ndriver: connected\n---\n", "\"driver\"")]
    [InlineData("---\nmodle: x\n---\n", "\"modle\"")]
    [InlineData("---\nid: operator\n---\n", "reserved")]
    [InlineData("---\nid: \"not a name\"\n---\n", "cannot name an agent")]
    [InlineData("---\naliases: [all]\n---\n", "\"aliases\"")]
    [InlineData("---\npersona: a\npersona_file: b\n---\n", "\"persona_file\"")]
    [InlineData("---\n? [a, b]\n: c\n---\n", "key must be a word")]
    public void What_is_wrong_is_said_with_file_and_key(string text, string what)
    {
        Assert.Null(Read(text));
        Assert.Contains(
            _problems,
            problem => problem.Message.Contains("agents/file.md", StringComparison.Ordinal)
                && problem.Message.Contains(what, StringComparison.Ordinal));
        Assert.All(_problems, problem => Assert.NotNull(problem.Hint));
    }

    [Fact]
    public void Lines_may_end_as_on_Windows_and_the_file_may_begin_with_a_mark() =>
        Assert.Equal("Hi.", Read("\uFEFF---\r\nid: x\r\n---\r\nHi.\r\n")!.Define().Persona);

    [Fact]
    public void The_shipped_agents_are_whole()
    {
        var agents = ShippedAgents.Read().Select(draft => draft.Define()).ToList();
        Assert.Equal(["svarog", "weles", "rarog"], agents.Select(agent => agent.Id.Value));
        Assert.Equal(["main"], agents[0].Aliases);
        Assert.Equal(AdviceTime.Before, agents[1].When);
        Assert.All(
            agents,
            agent =>
                Assert.True(agent is { Persona.Length: > 500, Description.Length: > 0, Driver: null }, agent.Id.Value));
    }

    private AgentDraft? Read(string text) => AgentFile.Read("agents/file.md", "file", text, _problems);
}
