using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Egress;

/// <summary>How contained commands reach hosts: the settings <c>Egress</c>.</summary>
public sealed class EgressOptions
{
    /// <summary>
    /// How long a connection waits for a person to allow its host, in seconds; then it is refused. An answer after that
    /// counts for the next try.
    /// </summary>
    public double WaitSeconds { get; set; } = 60;

    /// <summary>How long a request to the proxy may take to arrive, in seconds.</summary>
    public double RequestSeconds { get; set; } = 30;

    /// <summary>How long a host may take to accept a connection, in seconds.</summary>
    public double ConnectSeconds { get; set; } = 15;

    /// <summary>After so many minutes without a byte in either direction a connection is ended.</summary>
    public double IdleMinutes { get; set; } = 15;

    /// <summary>How often the hosts of a running command are journaled, in seconds, and once more at its end.</summary>
    public double ReportSeconds { get; set; } = 60;

    /// <summary>How many connections one sandbox has at a time; further ones are closed at once.</summary>
    public int ConnectionsMax { get; set; } = 256;

    /// <summary>For how many hosts of one sandbox a person is asked; further ones are refused.</summary>
    public int AskedHostsMax { get; set; } = 20;

    /// <summary>
    /// The ports on which programs that know no proxy reach hosts by their name. They are taken in each sandbox, so
    /// that a server inside cannot listen there.
    /// </summary>
    public IList<int> Ports { get; set; } = [];

    /// <summary>ssh, HTTP, HTTPS, rsync and git; others where <see cref="Ports"/> says so.</summary>
    internal IReadOnlyList<ushort> PortsInUse =>
        Ports.Count == 0 ? [22, 80, 443, 873, 9418] : [.. Ports.Distinct().Select(port => (ushort)port)];

    /// <summary>What is wrong with ports as people write them: the daemon does not start with such a setting.</summary>
    public static IEnumerable<Rejection> Problems(IReadOnlyCollection<string> ports)
    {
        const int PortsMax = 100;
        var taken = $"{NamespaceMessage.NamePort} and {NamespaceMessage.ProxyPort}";
        foreach (var port in ports)
            if (int.TryParse(port, CultureInfo.InvariantCulture, out var number)
                && number is NamespaceMessage.NamePort or NamespaceMessage.ProxyPort)
                yield return new(
                    "invalid_setting",
                    $"The setting Egress:Ports has {port}, where the daemon answers names or listens as a proxy.",
                    $"Name ports from 1 to 65535 without {taken}.");
        if (ports.Count > PortsMax)
            yield return new(
                "invalid_setting",
                $"The setting Egress:Ports has {ports.Count} ports.",
                $"Name at most {PortsMax}; other ports are reached by the proxy.");
    }

    internal TimeSpan Wait => TimeSpan.FromSeconds(WaitSeconds);

    internal TimeSpan Request => TimeSpan.FromSeconds(RequestSeconds);

    internal TimeSpan Connect => TimeSpan.FromSeconds(ConnectSeconds);

    internal TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    internal TimeSpan Report => TimeSpan.FromSeconds(ReportSeconds);
}
