using System.Diagnostics;

namespace AgentGateway.Domain.Agents.Registration;

/// <summary>An agent id belongs for ever to the principal that first registered it.</summary>
public sealed class AgentRegistrationMachine : IMachine<AgentRegistrationState, RegisterAgent>
{
    public static string Kind => "agent";

    public static int SnapshotVersion => 1;

    public static AgentRegistrationState Initial => AgentRegistrationState.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(AgentRegistrationState state, RegisterAgent command)
    {
        if (state.Principal is not null && state.Principal != command.Principal)
            return new Rejection(
                "agent_taken", $"Agent \"{state.Id}\" belongs to another principal.", "Register under another id.");
        if (state.Principal is not null && state.Name == command.Name && state.Description == command.Description
            && state.Aliases.SequenceEqual(command.Aliases))
            return Outcomes.Nothing;
        return Outcomes.Of(new AgentRegistered(command.Principal, command.Name, command.Aliases, command.Description));
    }

    public static AgentRegistrationState Evolve(
        AgentRegistrationState state, RecordedEvent recorded) => recorded.Event switch
    {
        AgentRegistered e => new(recorded.Stream.Id, e.Principal, e.Name, e.Aliases, e.Description),
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(AgentRegistrationState state) => [];

    public static IReadOnlyList<ReadRow> Project(
        AgentRegistrationState before, RecordedEvent recorded, AgentRegistrationState after) =>
        [];
}
