using System.Collections.Concurrent;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Text;

namespace AgentGateway.Gateways.Cards;

/// <summary>
/// How cards call who decided: as the platform shows the person who pressed, also after a restart where the person has
/// written to the bot, and else by the principal's name.
/// </summary>
internal sealed class CardNames(ConversationRegistry registry)
{
    private const int NamesMax = 1_000;

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>A person decides under that principal's name.</summary>
    public void Keep(string principal, string shown)
    {
        if (_names.Count >= NamesMax) _names.Clear();
        _names[principal] = shown;
    }

    public string Of(string? principal) =>
        principal is null ? "the gateway"
            : _names.TryGetValue(principal, out var name) ? name
            : Written(principal) ?? principal;

    /// <summary>The name with which the principal wrote in a conversation; null where it did not.</summary>
    private string? Written(string principal)
    {
        foreach (var (_, conversation) in registry.All)
            if (conversation.Place is { } place
                && conversation.People.Find(person => $"{place.Platform}:{person.Id}" == principal) is { } found)
                return ShownName.Of(found.Name, principal);
        return null;
    }
}
