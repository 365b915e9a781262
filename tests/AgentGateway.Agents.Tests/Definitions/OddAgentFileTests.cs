using AgentGateway.Agents.Definitions;
using AgentGateway.Domain;

namespace AgentGateway.Agents.Tests.Definitions;

/// <summary>An agent's file may have nothing where something is expected: it is refused in words, or taken.</summary>
public sealed class OddAgentFileTests
{
    private const string Whole = """
        {"id":"perun","name":"Perun","aliases":["oak"],"driver":"model","model":"m","description":"d","when":"before",
        "persona":"p","tools":["threads"]}
        """;

    [Fact]
    public void An_odd_value_is_refused_or_taken()
    {
        foreach (var matter in JsonOddities.Of(Whole))
        {
            var problems = new List<Rejection>();
            var draft = AgentFile.Read("perun.md", "perun", $"---\n{matter}\n---\nYou are Perun.", problems);
            Assert.True(draft is null != (problems.Count == 0), matter);
            if (draft?.Define() is { } agent) Assert.DoesNotContain(null, agent.Aliases);
        }
    }
}
