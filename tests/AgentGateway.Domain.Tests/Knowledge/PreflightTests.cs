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

    [Fact]
    public void For_each_start_of_a_task_one_decision_is_recorded()
    {
        var first = new PreflightDecided(PreflightDecision.None, "d1", [], "Nothing fits.", null) { Attempt = 1 };
        Story.Given().When(new(first), first);
        Story.Given(first).When(new(first with { Decision = PreflightDecision.Reuse, Items = [new("kno_1")] }));
        Story.Given(first).When(new(first with { Attempt = 2 }), first with { Attempt = 2 });
    }
}
