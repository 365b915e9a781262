using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tests.Agents;

/// <summary>Whose a connected agent is.</summary>
public sealed class AgentRegistrationTests
{
    private static readonly RegisterAgent Perun = new("client", "Perun", ["thunder"], "Thunders.");

    [Fact]
    public void The_first_to_register_an_id_owns_it()
    {
        var state = After(Perun);
        Assert.Equal(new("perun", "client", "Perun", Perun.Aliases, "Thunders."), state);
        Assert.Equal(
            new("agent_taken", "Agent \"perun\" belongs to another principal.", "Register under another id."),
            AgentRegistrationMachine.Decide(state, Perun with { Principal = "ci" }).Rejection);
    }

    [Fact]
    public void Its_principal_may_say_everything_anew()
    {
        var renewed = Perun with { Name = "Perun the Second", Aliases = [], Description = null };
        Assert.Equal(new("perun", "client", "Perun the Second", renewed.Aliases, null), After(Perun, renewed));
    }

    [Fact]
    public void Saying_the_same_again_changes_nothing() =>
        Assert.Empty(AgentRegistrationMachine.Decide(After(Perun), Perun with { Aliases = ["thunder"] }).Value);

    private static AgentRegistrationState After(params RegisterAgent[] commands) => commands.Aggregate(
        AgentRegistrationMachine.Initial,
        (state, command) => AgentRegistrationMachine.Decide(state, command).Value.Aggregate(
            state, (next, e) => AgentRegistrationMachine.Evolve(
                next, new(new StreamId("agent/perun"), 1, default, command.Principal, e))));
}
