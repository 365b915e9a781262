using System.Collections.Concurrent;

namespace AgentGateway.Gateways.Cards;

/// <summary>
/// How cards call who decided: as the platform shows the person who pressed, and else by the principal's name.
/// </summary>
internal sealed class CardNames
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
        principal is null ? "the gateway" : _names.GetValueOrDefault(principal, principal);
}
