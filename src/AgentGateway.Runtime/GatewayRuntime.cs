using System.Collections;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Policy;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tokens;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Runtime.Waits;
using AgentGateway.Runtime.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime;

/// <summary>
/// The runtime: a list of modules over one journal. Building it makes all services; <see cref="StartAsync"/>, which is
/// the same after a first start, a clean stop and a crash, begins to work.
/// </summary>
public sealed class GatewayRuntime : IAsyncDisposable
{
    private const int RecoveryPage = 500;

    private readonly ServiceProvider _services;
    private readonly ModuleBuilder _modules;
    private readonly MachineHost[] _hosts;
    private readonly IStore _store;

    /// <param name="more">Modules in addition to <see cref="GatewayModules.All"/>; they come last in the order.</param>
    public GatewayRuntime(
        RuntimeOptions options,
        IStore store,
        AgentCatalogue catalogue,
        IIdSource ids,
        TimeProvider time,
        ILoggerFactory logs,
        params IModule[] more)
    {
        _store = store;
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        _modules = new(services);
        _modules.Instance(logs)
            .Instance(time)
            .Instance(ids)
            .Instance(store)
            .Instance(store.Journal)
            .Instance(catalogue)
            .Instance(new Commits())
            .Instance(options.Secrets)
            .Instance(new ToolCatalogue())
            .Instance(options.Home).Instance(options.Gate).Instance(options.PathZones)
            .Instance(options.OwnProgram)
            .Instance(options.Skills)
            .Service<ResourceCatalogue>()
            .Instance(options.OutputIndex ?? new NoOutputIndex())
            .Instance(store.Vectors).Instance<IEmbedder>(new NoEmbedder())
            .Instance(options.SessionPaths ?? SessionPaths.None);
        foreach (var module in (IModule[])[.. GatewayModules.All, .. more]) module.Register(_modules);
        foreach (var section in _modules.Sections)
            services.AddSingleton(
                section.Options, options.Settings(section) ?? Activator.CreateInstance(section.Options)!);
        _services = services.BuildServiceProvider();
        _hosts = [.. _modules.Hosts.Select(type => (MachineHost)_services.GetRequiredService(type))];
        foreach (var service in _modules.Services) _services.GetRequiredService(service);
        foreach (var start in _modules.Starts) start(_services);
        Tools.Publish(
            "gateway", Toolsets.InOrder(_modules.Tools.Select(tool => (Tool)_services.GetRequiredService(tool))));
    }

    public ThreadService Threads => Get<ThreadService>();

    public MessageService Messages => Get<MessageService>();

    public TurnService Turns => Get<TurnService>();

    public AgentService Agents => Get<AgentService>();

    public WaitService Waits => Get<WaitService>();

    public TaskService Tasks => Get<TaskService>();

    public ApprovalService Approvals => Get<ApprovalService>();

    public QuestionService Questions => Get<QuestionService>();

    /// <summary>Rules that approvals left behind.</summary>
    public RuleService RememberedRules => Get<RuleService>();

    public TokenService Tokens => Get<TokenService>();

    /// <summary>The one way by which a tool runs.</summary>
    public ToolGate Gate => Get<ToolGate>();

    /// <summary>What MCP connections and people call by themselves.</summary>
    public ToolCalls Calls => Get<ToolCalls>();

    public PermissionPrompts PermissionPrompts => Get<PermissionPrompts>();

    /// <summary>Where people are shown what there is to decide.</summary>
    public RequestSurfaces RequestSurfaces => Get<RequestSurfaces>();

    /// <summary>What agents' commands and sessions run in.</summary>
    public SandboxService Sandboxes => Get<SandboxService>();

    /// <summary>What policy would say.</summary>
    public PolicyService Policy => Get<PolicyService>();

    /// <summary>All tools: those of clients, of people and of agents.</summary>
    public ToolCatalogue Tools => Get<ToolCatalogue>();

    public WorkspaceService Workspaces => Get<WorkspaceService>();

    /// <summary>Files and results that work produced.</summary>
    public ArtifactService Artifacts => Get<ArtifactService>();

    public SessionService Sessions => Get<SessionService>();

    public AgentCatalogue Catalogue => Get<AgentCatalogue>();

    public AgentDrivers Drivers => Get<AgentDrivers>();

    public ConnectedInbox Inbox => Get<ConnectedInbox>();

    public LiveThreads Live => Get<LiveThreads>();

    /// <summary>A service of any module.</summary>
    public TService Get<TService>()
        where TService : class => _services.GetRequiredService<TService>();

    /// <summary>
    /// The findings of all modules as of now, for <c>agw doctor</c>: group by group, and within a group in the order of
    /// registration.
    /// </summary>
    /// <param name="groups">The groups to look at; none for all.</param>
    public async Task<IReadOnlyList<Finding>> FindingsAsync(
        CancellationToken cancellationToken, params IReadOnlyCollection<FindingGroup> groups)
    {
        var looking = _modules.FindingSources
            .Where(registered => groups.Count == 0 || groups.Contains(registered.Group))
            .OrderBy(registered => registered.Group)
            .Select(registered => (IFindingSource)_services.GetRequiredService(registered.Source))
            .Select(source => source.FindAsync(cancellationToken));
        return [.. (await Task.WhenAll(looking)).SelectMany(found => found)];
    }

    /// <summary>
    /// Gives the modules the settings that have changed and that they take while they run. Every value is read when it
    /// is needed, so that what is under way goes on with the new ones; what waits by them is told to look again.
    /// </summary>
    /// <param name="settings">Binds a section anew; null for one that is empty.</param>
    public void Apply(Func<SettingsSection, object?> settings)
    {
        foreach (var section in _modules.Sections.Where(section => section.Hot.Any()))
        {
            var changed = settings(section) ?? Activator.CreateInstance(section.Options)!;
            var used = _services.GetRequiredService(section.Options);
            if (used is IDictionary names) Replace(names, (IDictionary)changed);
            else
                foreach (var property in section.Options.GetProperties().Where(property => property.CanWrite
                    && (section.IsHot || section.HotKeys.Contains(property.Name))))
                    property.SetValue(used, property.GetValue(changed));
        }

        foreach (var changed in _modules.SettingsChanges) changed(_services);
    }

    /// <summary>The sections of the settings, and the settings of others, that <see cref="Apply"/> takes.</summary>
    public IEnumerable<string> HotSections =>
        _modules.Sections.SelectMany(section => section.Hot);

    /// <summary>A section of names that the person chooses. Those that stay are never missing meanwhile.</summary>
    private static void Replace(IDictionary used, IDictionary changed)
    {
        foreach (var name in used.Keys.Cast<object>().Where(name => !changed.Contains(name)).ToList())
            used.Remove(name);
        foreach (DictionaryEntry entry in changed) used[entry.Key] = entry.Value;
    }

    /// <summary>Loads what the modules keep in memory, and wakes every stream with pending effects.</summary>
    /// <exception cref="JournalUnavailableException">
    /// <c>unknown_stream_kind</c>: a stream has pending effects, and no module hosts its kind. Nothing was started.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var hosts = _hosts.ToDictionary(host => host.Kind);
        var due = await DueAsync(cancellationToken);
        if (due.FirstOrDefault(stream => !hosts.ContainsKey(stream.Kind)) is { Value: not null } unknown)
            throw new JournalUnavailableException(new(
                "unknown_stream_kind",
                $"The journal has work of a kind that this program does not know: {unknown.Value}.",
                "Start the version of agw that wrote it, or a newer one."));
        foreach (var loader in _modules.Loaders)
            await ((ILoadAtStart)_services.GetRequiredService(loader)).LoadAsync(cancellationToken);
        if (_store.WasMoved) await SettleMoveAsync(cancellationToken);
        foreach (var stream in due) hosts[stream.Kind].Wake(stream);
        foreach (var begin in _modules.Begins) begin(_services);
    }

    /// <summary>
    /// Stops effects where they are; they are pending again at the next start. The journal is the caller's to close.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        // A module stops before the modules that it uses.
        foreach (var host in _hosts.Reverse()) await host.StopAsync();
        await _services.DisposeAsync();
    }

    private async Task SettleMoveAsync(CancellationToken cancellationToken)
    {
        foreach (var settler in _modules.Settlers)
            await ((ISettleMove)_services.GetRequiredService(settler)).SettleMoveAsync(cancellationToken);
        await _store.SettleMoveAsync(cancellationToken);
    }

    private async Task<List<Domain.Ids.StreamId>> DueAsync(CancellationToken cancellationToken)
    {
        var all = new List<Domain.Ids.StreamId>();
        var seen = new HashSet<Domain.Ids.StreamId>();
        while (true)
        {
            var asked = all.Count + RecoveryPage;
            var page = await _store.Journal.DueAsync(DateTimeOffset.MaxValue, asked, cancellationToken);
            all.AddRange(page.Where(seen.Add));
            if (page.Count < asked) return all;
        }
    }
}
