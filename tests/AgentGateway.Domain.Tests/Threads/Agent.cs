using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>The agents that the tests of threads have, and what threads may do with them.</summary>
internal static class Agent
{
    public static readonly AgentId Svarog = new("svarog");
    public static readonly AgentId Weles = new("weles");
    public static readonly AgentId Rarog = new("rarog");
    public static readonly AgentId Perun = new("perun");
    public static readonly AgentId Mokosz = new("mokosz");

    public static readonly AgentRoster Roster = Of(
        new(Svarog, "Svarog", ["main"], "offline"),
        new(Weles, "Weles", ["verifier"], "model", When: AdviceTime.Before),
        new(Rarog, "Rarog", [], "model"),
        new(Perun, "Perun", [], "connected") { Principal = "client" },
        new(Mokosz, "Mokosz", [], "connected", When: AdviceTime.Before) { Principal = "client" });

    public static readonly ThreadRules Rules = new(
        Roster,
        TurnsMax: 6,
        TriggersMax: 3,
        TextCharactersMax: 800,
        TitleCharactersMax: 40,
        ParticipantsMax: 3,
        DelegationsMax: 2,
        DelegationDepthMax: 2)
    {
        OwnerStackMax = 3,
        AdviceWait = TimeSpan.FromSeconds(30),
        ConnectedWait = TimeSpan.FromMinutes(5),
    };

    private static AgentRoster Of(params AgentDefinition[] agents)
    {
        var (roster, refused) = AgentRoster.Of(agents);
        return refused.Count == 0 ? roster : throw new InvalidOperationException(refused[0].Message);
    }
}
