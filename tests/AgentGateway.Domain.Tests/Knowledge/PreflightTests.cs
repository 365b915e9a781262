using AgentGateway.Domain.Knowledge;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Knowledge.PreflightMachine,
    AgentGateway.Domain.Knowledge.LatestPreflight,
    AgentGateway.Domain.Knowledge.RecordPreflight>;

namespace AgentGateway.Domain.Tests.Knowledge;

/// <summary>The law of what is decided before work.</summary>
public sealed class PreflightTests
{
    [Fact]
    public void The_same_decision_about_the_same_words_is_recorded_once()
    {
        var decided = new PreflightDecided(PreflightDecision.Reuse, "d1", [new("kno_1")], "It fits.", "weles");
        Story.Given().When(new(decided), decided);
        Story.Given(decided).When(new(decided with { Items = [new("kno_1")] }));
        Story.Given(decided).When(new(decided with { About = "d2" }), decided with { About = "d2" });
        var refresh = decided with { Decision = PreflightDecision.Refresh };
        Story.Given(decided).When(new(refresh), refresh);
    }
}
