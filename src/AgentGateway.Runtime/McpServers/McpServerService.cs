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
    private readonly SortedDictionary<string, McpServerSupervisor> _supervisors = new(StringComparer.OrdinalIgnoreCase);
    private readonly MachineHost<McpServerMachine, KnownTools, McpServerCommand> _host;
    private readonly AcceptedToolStore _accepted;
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
        _accepted = new(home.Directory);
        _ids = ids;
        var services = new McpServerServices(
            home.Connector, home.Values, _accepted, RememberAsync, tools.Publish, ids, time, log);
        foreach (var server in home.Servers) _supervisors[server.Name] = new(server, services);
    }

    /// <summary>Offers the tools that were accepted before. Quick; nothing is started.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, supervisor) in _supervisors)
            if (await _host.LoadAsync(StreamOf(name), cancellationToken) is { } known)
                supervisor.Load(known);
    }

    /// <summary>Begins to start the servers.</summary>
    public void Start()
    {
        foreach (var supervisor in _supervisors.Values) supervisor.Start();
    }

    public McpServerListView List() =>
        new([.. _supervisors.Values.Select(supervisor => McpServerViewWriter.Of(supervisor))]);

    /// <summary>With the words of its tools and what it printed last.</summary>
    public Outcome<McpServerDetailView> Show(string name) =>
        _supervisors.TryGetValue(name, out var supervisor)
            ? McpServerViewWriter.Detail(supervisor, _accepted)
            : McpServerRejections.Unknown(name);

    /// <summary>Accepts the tools as they are now. For the person at the local command line only.</summary>
    /// <param name="changes">From the view that the person looked at; null accepts what there is.</param>
    public async Task<Outcome<McpServerDetailView>> AcceptAsync(
        Caller caller, string name, string? changes, CancellationToken cancellationToken)
    {
        if (!caller.Principal.IsLocal) return McpServerRejections.LocalOnly;
        if (!_supervisors.TryGetValue(name, out var supervisor)) return McpServerRejections.Unknown(name);
        var accepted = await supervisor.AcceptAsync(changes, caller.Principal.Name, cancellationToken);
        return accepted.Map(_ => McpServerViewWriter.Detail(supervisor, _accepted));
    }

    /// <summary>
    /// Ends the server and starts it again without waiting. For the person at the local command line only.
    /// </summary>
    public Outcome<McpServerDetailView> Restart(Caller caller, string name)
    {
        if (!caller.Principal.IsLocal) return McpServerRejections.LocalOnly;
        if (!_supervisors.TryGetValue(name, out var supervisor)) return McpServerRejections.Unknown(name);
        if (!supervisor.Settings.Enabled) return McpServerRejections.NotEnabled(name);
        supervisor.Restart();
        return McpServerViewWriter.Detail(supervisor, _accepted);
    }

    /// <summary>Ends the servers with all that they started.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_supervisors.Values.Select(supervisor => supervisor.DisposeAsync().AsTask()));
    }

    private static StreamId StreamOf(string name) => StreamId.Of(McpServerMachine.Kind, name);

    private async Task<Outcome<KnownTools>> RememberAsync(
        string name, McpServerCommand command, string by, CancellationToken cancellationToken)
    {
        var outcome = await _host.SendAsync(name, command, new(by, _ids.Next().Now), cancellationToken);
        return outcome.Map(receipt => receipt.State);
    }
}
