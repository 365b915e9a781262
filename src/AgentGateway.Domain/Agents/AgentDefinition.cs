using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Agents;

/// <summary>A named persona and the driver that runs its turns.</summary>
/// <param name="Aliases">Other names that it answers to; never the id itself.</param>
/// <param name="Driver">
/// Its driver: <c>model</c>, <c>connected</c>, <c>offline</c>, or null for a model where one is configured, else
/// offline.
/// </param>
/// <param name="Model">The model, <c>provider/name</c> or a bare name; null for the provider's default.</param>
/// <param name="Persona">Its instructions, put in the prompt after the system section.</param>
/// <param name="When">When it is asked as a participant, unless the participant says otherwise.</param>
public sealed record AgentDefinition(
    AgentId Id,
    string Name,
    IReadOnlyList<string> Aliases,
    string? Driver = null,
    string? Model = null,
    string? Description = null,
    string Persona = "",
    AdviceTime When = AdviceTime.After)
{
    /// <summary>The principal that a connected agent belongs to; null for a configured agent.</summary>
    public string? Principal { get; init; }

    /// <summary>
    /// Patterns of the tools that it is given, by name or toolset: <c>threads</c>, <c>session_*</c>,
    /// <c>!session_remove</c>; null for all. Policy decides what it may do with them.
    /// </summary>
    public IReadOnlyList<string>? Tools { get; init; }
}
