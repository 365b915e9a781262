using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.McpServers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// The outside MCP servers of the settings: kept running, their tools offered to agents. A tool whose description or
/// schema is not what was accepted is not offered until a person accepts it, also after a restart.
/// </summary>
public sealed class McpServerService : ILoadAtStart, IAsyncDisposable
{
    private readonly SortedDictionary<string, McpServerKeeper> _keepers = new(StringComparer.OrdinalIgnoreCase);
    private readonly MachineHost<McpServerMachine, KnownTools, McpServerCommand> _host;
    private readonly ToolShelf _shelf;
    private readonly IIdSource _ids;

    public McpServerService(
        McpServerHome home,
        MachineHost<McpServerMachine, KnownTools, McpServerCommand> host,
        ToolCatalogue tools,
        IIdSource ids,
        TimeProvider time,
        ILogger<McpServerService> log)
    {
        _host = host;
        _shelf = new(home.Directory);
        _ids = ids;
        var parts = new McpServerParts(
            home.Connector, home.Values, _shelf, RememberAsync, tools.Publish, ids, time, log);
        foreach (var server in home.Servers) _keepers[server.Name] = new(server, parts);
    }

    /// <summary>Offers the tools that were accepted before. Quick; nothing is started.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, keeper) in _keepers)
            if (await _host.LoadAsync(StreamOf(name), cancellationToken) is { } known)
                keeper.Load(known);
    }

    /// <summary>Begins to start the servers.</summary>
    public void Start()
    {
        foreach (var keeper in _keepers.Values) keeper.Start();
    }

    public McpServerListView List() => new([.. _keepers.Values.Select(keeper => McpServerViewWriter.Of(keeper))]);

    /// <summary>With the words of its tools and what it printed last.</summary>
    public Outcome<McpServerDetailView> Show(string name) =>
        _keepers.TryGetValue(name, out var keeper)
            ? McpServerViewWriter.Detail(keeper, _shelf)
            : McpServerRejections.Unknown(name);

    /// <summary>Accepts the tools as they are now. For the person at the local command line only.</summary>
    /// <param name="changes">From the view that the person looked at; null accepts what there is.</param>
    public async Task<Outcome<McpServerDetailView>> AcceptAsync(
        Caller caller, string name, string? changes, CancellationToken cancellationToken)
    {
        if (!caller.Principal.IsLocal) return McpServerRejections.LocalOnly;
        if (!_keepers.TryGetValue(name, out var keeper)) return McpServerRejections.Unknown(name);
        var accepted = await keeper.AcceptAsync(changes, caller.Principal.Name, cancellationToken);
        return accepted.Map(_ => McpServerViewWriter.Detail(keeper, _shelf));
    }

    /// <summary>
    /// Ends the server and starts it again without waiting. For the person at the local command line only.
    /// </summary>
    public Outcome<McpServerDetailView> Restart(Caller caller, string name)
    {
        if (!caller.Principal.IsLocal) return McpServerRejections.LocalOnly;
        if (!_keepers.TryGetValue(name, out var keeper)) return McpServerRejections.Unknown(name);
        if (!keeper.Settings.Enabled) return McpServerRejections.NotEnabled(name);
        keeper.Restart();
        return McpServerViewWriter.Detail(keeper, _shelf);
    }

    /// <summary>Ends the servers with all that they started.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_keepers.Values.Select(keeper => keeper.DisposeAsync().AsTask()));
    }

    private static StreamId StreamOf(string name) => StreamId.Of(McpServerMachine.Kind, name);

    private async Task<Outcome<KnownTools>> RememberAsync(
        string name, McpServerCommand command, string by, CancellationToken cancellationToken)
    {
        var outcome = await _host.SendAsync(StreamOf(name), command, new(by, _ids.Next().Now), null, cancellationToken);
        return outcome.Map(receipt => receipt.State);
    }
}
