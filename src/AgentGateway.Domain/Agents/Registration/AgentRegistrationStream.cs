namespace AgentGateway.Domain.Agents.Registration;

/// <summary>What the journal and its checks know of registered agents.</summary>
public static class AgentRegistrationStream
{
    public static StreamKind<AgentRegistrationMachine, AgentRegistrationState, RegisterAgent> Kind { get; } = new(
        () => AgentRegistrationJson.Plain.AgentRegistrationState,
        [
            EventKind.Of("agent.registered", () => AgentRegistrationJson.Plain.AgentRegistered),
        ]);
}
