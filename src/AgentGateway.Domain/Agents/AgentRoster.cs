using System.Collections.Frozen;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Agents;

/// <summary>
/// All agents at one moment, found by id or alias without regard to case. Immutable; a change makes a new roster.
/// </summary>
public sealed class AgentRoster
{
    private readonly FrozenDictionary<string, AgentDefinition> _byName;

    private AgentRoster(IReadOnlyList<AgentDefinition> agents, Dictionary<string, AgentDefinition> byName) =>
        (Agents, _byName) = (agents, byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));

    public static AgentRoster Empty { get; } = new([], []);

    /// <summary>Every agent, ordered by id.</summary>
    public IReadOnlyList<AgentDefinition> Agents { get; }

    /// <summary>
    /// The roster of these definitions. One whose id or alias is malformed, reserved or taken by an earlier one is left
    /// out, and the refusal says why.
    /// </summary>
    public static (AgentRoster Roster, IReadOnlyList<Rejection> Refused) Of(IEnumerable<AgentDefinition> definitions)
    {
        var byName = new Dictionary<string, AgentDefinition>(StringComparer.OrdinalIgnoreCase);
        var agents = new List<AgentDefinition>();
        var refused = new List<Rejection>();
        foreach (var definition in definitions)
        {
            if (Refuse(definition, byName) is { } rejection)
            {
                refused.Add(rejection);
                continue;
            }

            agents.Add(definition);
            foreach (var name in NamesOf(definition)) byName[name] = definition;
        }

        agents.Sort((left, right) => string.CompareOrdinal(left.Id.Value, right.Id.Value));
        return (new(agents, byName), refused);
    }

    /// <summary>The agent of that id or alias, or null.</summary>
    public AgentDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    public AgentDefinition? Find(AgentId id) => Find(id.Value) is { } agent && agent.Id == id ? agent : null;

    private static IEnumerable<string> NamesOf(AgentDefinition definition) =>
        [definition.Id.Value, .. definition.Aliases];

    private static Rejection? Refuse(AgentDefinition definition, Dictionary<string, AgentDefinition> taken)
    {
        if (definition.Aliases.Count > AgentNames.AliasesMax)
            return new(
                "too_many_aliases",
                    $"Agent \"{definition.Id}\" has {definition.Aliases.Count} aliases; {AgentNames.AliasesMax} are "
                        + "allowed.",
                "Keep the ones that people type.");
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in NamesOf(definition))
        {
            if (AgentNames.Refuse(name) is { } rejection)
                return rejection with { Message = $"Agent \"{definition.Id}\": {rejection.Message}" };
            if (taken.TryGetValue(name, out var holder))
                return new(
                    "duplicate_alias",
                        $"Agent \"{definition.Id}\": the name \"{name}\" already belongs to agent \"{holder.Id}\".",
                    "Give each agent names of its own.");
            if (!own.Add(name))
                return new(
                    "duplicate_alias",
                    $"Agent \"{definition.Id}\" has the name \"{name}\" twice.",
                    "List each alias once, and not the id itself.");
        }

        return null;
    }
}
