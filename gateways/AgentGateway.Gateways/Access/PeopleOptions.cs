using System.Collections.Concurrent;

namespace AgentGateway.Gateways.Access;

/// <summary>
/// The settings <c>People</c>: a person's name, and the principals that the person has on several platforms
/// (<c>telegram:42</c>). They may change while they are read.
/// </summary>
public sealed class PeopleOptions : ConcurrentDictionary<string, List<string>>
{
    public PeopleOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The name of the person whose principal it is; else the principal itself.</summary>
    internal string NameOf(string principal)
    {
        foreach (var (name, principals) in this)
            if (principals is not null && principals.Contains(principal, StringComparer.Ordinal))
                return name;
        return principal;
    }
}
