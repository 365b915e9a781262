using AgentGateway.Domain;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// Hosts that are allowed by settings: <c>host</c>, <c>host:port</c>, <c>*.host</c>, each with or without a port, and
/// names of sets. Without a port a rule holds for HTTP and HTTPS.
/// </summary>
public sealed class HostRules
{
    /// <summary>The set of hosts from which this machine's package managers fetch.</summary>
    public const string Packages = "packages";

    private readonly Lazy<Rule[]> _rules;

    /// <param name="rules">As people write them. One that cannot be read allows nothing.</param>
    /// <param name="packageHosts">
    /// What <see cref="Packages"/> stands for; asked once, when a host is first looked for, and only where a rule says
    /// so.
    /// </param>
    public HostRules(IEnumerable<string> rules, Func<IEnumerable<string>> packageHosts) => _rules = new(() =>
        [.. rules.SelectMany(rule => rule == Packages ? packageHosts() : [rule]).Select(Read).OfType<Rule>()]);

    /// <summary>What is wrong with rules as people write them: the daemon does not start with such a setting.</summary>
    /// <param name="key">The setting, such as <c>Sandbox:Hosts</c>.</param>
    /// <param name="sets">Words that stand for sets of hosts there.</param>
    public static IEnumerable<Rejection> Problems(string key, IEnumerable<string> rules, params string[] sets) =>
        from rule in rules
        where !sets.Contains(rule) && (rule == Packages || Read(rule) is null)
        select new Rejection(
            "invalid_setting",
            $"The setting {key} has \"{rule}\", which names no host.",
            $"Write {string.Join(", ", ["host", "host:port", .. sets])} or *.host.");

    /// <summary>Whether one of the rules allows it.</summary>
    public bool Allows(EgressTarget target) => _rules.Value.Any(rule => rule.Fits(target));

    private static Rule? Read(string text)
    {
        var below = text.StartsWith("*.", StringComparison.Ordinal);
        var rest = below ? text[2..] : text;
        var withPort = EgressTarget.ReadAuthority(rest, standardPort: null);
        return (withPort ?? EgressTarget.ReadAuthority(rest, standardPort: 1)) is { } target
            ? new(target.Host, withPort?.Port, below)
            : null;
    }

    private sealed record Rule(string Host, int? Port, bool Below)
    {
        public bool Fits(EgressTarget target) =>
            (Port is { } port ? target.Port == port : target.Port is 80 or 443)
            && (Below
                ? target.Host.EndsWith("." + Host, StringComparison.Ordinal)
                : target.Host == Host);
    }
}
