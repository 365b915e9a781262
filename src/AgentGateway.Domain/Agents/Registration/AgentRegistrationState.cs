namespace AgentGateway.Domain.Agents.Registration;

/// <summary>
/// A connected agent as its principal last registered it. <paramref name="Principal"/> is null before it was
/// registered.
/// </summary>
public sealed record AgentRegistrationState(
    string Id, string? Principal, string Name, IReadOnlyList<string> Aliases, string? Description)
{
    public static AgentRegistrationState Initial { get; } = new("", null, "", [], null);
}
