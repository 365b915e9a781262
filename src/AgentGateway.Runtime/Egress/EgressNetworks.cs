using System.Collections.Concurrent;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Web;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Egress;

/// <summary>Opens the networks of sandboxes that reach hosts, one for each run.</summary>
public sealed class EgressNetworks : IAsyncDisposable
{
    private readonly IEgressNamespaces _namespaces;
    private readonly EgressServices _services;
    private readonly ConcurrentDictionary<EgressNetwork, bool> _open = new();
    private readonly string _resolverFile;

    internal EgressNetworks(
        IEgressNamespaces namespaces, EgressOptions options, EgressGate gate, EgressJournal journal,
        PublicDialer dialer, GatewayHome home, TimeProvider time, ILogger<EgressNetworks> log)
    {
        _namespaces = namespaces;
        _services = new(options, gate, journal, dialer, time, log, network => _open.TryRemove(network, out _));
        _resolverFile = Path.Combine(home.DataDirectory ?? Path.GetTempPath(), "sandbox-resolv.conf");
    }

    /// <summary>
    /// Makes a network for a run; the caller disposes it when the run has ended. Nothing is reached before a process in
    /// it connects.
    /// </summary>
    /// <returns>Refused with <c>egress_unavailable</c> where the system does not allow it.</returns>
    public async Task<Outcome<EgressNetwork>> OpenAsync(EgressRun run, CancellationToken cancellationToken)
    {
        if (!File.Exists(_resolverFile))
            PrivateFiles.Replace(
                _resolverFile, Encoding.ASCII.GetBytes("nameserver 127.0.0.1\noptions timeout:5 attempts:2\n"));
        var outcome = await _namespaces.OpenAsync(_services.Options.PortsInUse, cancellationToken);
        return outcome.Map(space =>
        {
            var network = new EgressNetwork(run, space, _services, _resolverFile);
            _open[network] = true;
            return network;
        });
    }

    /// <summary>Ends those that are still open.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var network in _open.Keys) await network.DisposeAsync();
    }
}
