using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Web;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Egress;

/// <summary>Opens the networks of sandboxes that reach hosts, one for each run.</summary>
public sealed class EgressNetworks : IAsyncDisposable
{
    private const int EndedRunsMax = 200;

    private static readonly byte[] Resolver = "nameserver 127.0.0.1\noptions timeout:5 attempts:2\n"u8.ToArray();

    private readonly Lock _writing = new();
    private readonly IEgressNamespaces _namespaces;
    private readonly EgressServices _services;
    private readonly ConcurrentDictionary<EgressNetwork, bool> _open = new();
    private readonly ConcurrentQueue<(string Run, RefusedHost[] Refused)> _ended = new();
    private readonly string _resolverFile;
    private Rejection? _unavailable;

    internal EgressNetworks(
        IEgressNamespaces namespaces, EgressOptions options, EgressGate gate, EgressJournal journal,
        PublicDialer dialer, GatewayHome home, TimeProvider time, ILogger<EgressNetworks> log)
    {
        _namespaces = namespaces;
        _services = new(options, gate, journal, dialer, time, log, Closed);
        _resolverFile = Path.Combine(home.DataDirectory ?? Path.GetTempPath(), "sandbox-resolv.conf");
    }

    /// <summary>
    /// Why no network can be opened, as far as is known without trying; null: nothing speaks against it.
    /// </summary>
    public Rejection? Unavailable => _namespaces.Missing ?? _unavailable;

    /// <summary>
    /// Makes a network for a run; the caller disposes it when the run has ended. Nothing is reached before a process in
    /// it connects.
    /// </summary>
    /// <returns>Refused with <c>egress_unavailable</c> where the system does not allow it.</returns>
    public async Task<Outcome<EgressNetwork>> OpenAsync(EgressRun run, CancellationToken cancellationToken)
    {
        lock (_writing)
            if (!File.Exists(_resolverFile)) PrivateFiles.Replace(_resolverFile, Resolver);
        var outcome = await _namespaces.OpenAsync(_services.Options.PortsInUse, cancellationToken);
        _unavailable = outcome.Rejection;
        return outcome.Map(space => Serve(run, space, new()));
    }

    /// <summary>
    /// Serves the network of a run again that an earlier daemon opened and that goes on without it: programs in it find
    /// the proxy and the name server where they were.
    /// </summary>
    /// <param name="process">The run's first process, from which all others descend.</param>
    /// <returns>Refused with <c>egress_lost</c> where that is not possible.</returns>
    public async Task<Outcome<EgressNetwork>> ReopenAsync(
        EgressRun run, int process, CancellationToken cancellationToken)
    {
        // Never the first block, which the network had when it was opened.
        var block = 1 + (int)(_services.Journal.Epoch % (NameTable.Blocks - 1));
        return (await _namespaces.ReopenAsync(process, _services.Options.PortsInUse, cancellationToken))
            .Map(space => Serve(run, space, new(block)));
    }

    private EgressNetwork Serve(EgressRun run, EgressNamespace space, NameTable names)
    {
        var network = new EgressNetwork(run, space, names, _services, _resolverFile);
        _open[network] = true;
        return network;
    }

    /// <summary>
    /// What a run was refused since that timestamp, each host once; for a while after its end as well, since the answer
    /// of a command is written then.
    /// </summary>
    internal IReadOnlyList<Rejection> RefusalsOf(string run, long since) =>
    [
        .. _open.Keys.Where(network => network.Run.Id == run).SelectMany(network => network.Refused)
            .Concat(_ended.Where(ended => ended.Run == run).SelectMany(ended => ended.Refused))
            .Where(refused => refused.At >= since)
            .OrderBy(refused => refused.At)
            .DistinctBy(refused => refused.Target)
            .Select(refused => refused.Why),
    ];

    /// <summary>Ends those that are still open.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var network in _open.Keys) await network.DisposeAsync();
    }

    /// <summary>Its refusals are kept before it is forgotten, so that a reader finds them at any time.</summary>
    private void Closed(EgressNetwork network)
    {
        RefusedHost[] refused = [.. network.Refused];
        if (refused.Length > 0) _ended.Enqueue((network.Run.Id, refused));
        while (_ended.Count > EndedRunsMax) _ended.TryDequeue(out _);
        _open.TryRemove(network, out _);
    }
}
