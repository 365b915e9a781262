using System.Collections;
using System.Security.Cryptography;
using AgentGateway.Agents;
using AgentGateway.Agents.Definitions;
using AgentGateway.Agents.Embeddings;
using AgentGateway.Agents.Policies;
using AgentGateway.Agents.Providers;
using AgentGateway.Agents.Skills;
using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Gateways;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Discord;
using AgentGateway.Gateways.Slack;
using AgentGateway.Gateways.Supervision;
using AgentGateway.Gateways.Telegram;
using AgentGateway.Mcp;
using AgentGateway.Mcp.Resources;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.McpClients;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.History;
using AgentGateway.Runtime.Imports;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tokens;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Turns;
using AgentGateway.Runtime.Usage;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Daemon;

/// <summary>
/// The one place where the projects meet: storage, runtime, agents and the MCP server, made from the settings.
/// </summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly GatewayRuntime _runtime;
    private readonly ProviderCatalogue _providers;
    private readonly AgentSource _agents;
    private readonly PolicyBook _policy;
    private readonly McpConnector _connector;

    private Composition(
        ServeOptions options,
        IConfiguration settings,
        (string Token, Func<Uri?> HookBase) access,
        IStore store,
        Definitions definitions,
        KnownSecrets known,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        Data = options.Data;
        Secrets = new(Data.Secrets, known);
        Secrets.Know();
        _store = store;
        (var catalogue, _agents, _providers, _policy) = definitions;
        _connector = new(ProgramVersion.Text, time);
        var allowed = (settings.GetSection("Sessions").Get<SessionOptions>() ?? new()).AllowedEnvironment;
        var outside = new McpServerHome(
            McpServerSection.Read(settings), _connector, new(
                Secrets, OwnEnvironment(), allowed, Data.Path), Data.In("mcp"));
        _runtime = new(
            new()
            {
                Settings = section => settings.GetSection(section.Name).Get(section.Options),
                Gate = new() { Rules = _policy.Current },
                Home = new(Data.Path, OwnEnvironment()) { ProgramDirectory = AppContext.BaseDirectory },
                OwnProgram = new(DaemonStarter.Program()),
                SessionPaths = SessionHome.Of(Data, OwnEnvironment(), access.HookBase),
                OutputIndex = store.OutputIndex,
                Skills = SkillsOf(Data),
                Secrets = known,
            },
            store, catalogue,
            new SystemIdSource(time),
            time,
            loggers,
            GatewayStore.Module,
            new DefinitionsModule(_agents),
            new DriversModule(_providers),
            new EmbeddersModule(SecretOf),
            new WrittenPolicyModule(_policy),
            new McpServersModule(outside),
            new ChatModule(new ChatSecrets(SecretOf, OwnEnvironment(), known)),
            new TelegramModule(),
            new DiscordModule(),
            new SlackModule());

        var services = McpSurfaceServices.Of(_runtime);
        Mcp = new(
            new()
            {
                MessageBytesMax = (settings.GetSection("Http").Get<HttpOptions>() ?? new()).BodyBytesMax,
                Conformance = options.Conformance,
                Toolsets = settings["Mcp:Toolsets"] is { Length: > 0 } toolsets ? toolsets : ToolSelection.Default,
                // A holder of the token may ask for anything that a forged state could say, so the token is key enough.
                RequestStateKey = HKDF.DeriveKey(
                    HashAlgorithmName.SHA256,
                    System.Text.Encoding.UTF8.GetBytes(access.Token),
                    32,
                    info: "request state"u8.ToArray()),
            },
            new(Tools, Calls, services, time),
            _runtime.Waits,
            new MergedChanges(
                new JournalChanges(Journal, services.Resources, catalogue),
                new SessionChanges(Sessions, SessionChangeFeed),
                new PendingRequestChanges(_runtime.Approvals)),
            loggers,
            time);
    }

    public DataDirectory Data { get; }

    public IJournal Journal => _store.Journal;

    public ThreadService Threads => _runtime.Threads;

    public PromptPreview Preview => _runtime.Get<PromptPreview>();

    public AgentService Agents => _runtime.Agents;

    public WorkspaceService Workspaces => _runtime.Workspaces;

    public AttentionService Attention => _runtime.Get<AttentionService>();

    public ImportService Imports => _runtime.Get<ImportService>();

    public DeletionService Deletions => _runtime.Get<DeletionService>();

    public HistoryService History => _runtime.Get<HistoryService>();

    public UsageService Usage => _runtime.Get<UsageService>();

    public SkillService Skills => _runtime.Get<SkillService>();

    public SecretStore Secrets { get; }

    public TokenService Tokens => _runtime.Tokens;

    public PassphraseService Passphrase => _runtime.Get<PassphraseService>();

    public RuleService RememberedRules => _runtime.RememberedRules;

    public PolicyService Policy => _runtime.Policy;

    /// <summary>This machine as policy knows it.</summary>
    public PathZones PathZones => _runtime.Get<PathZones>();

    /// <summary>The rules that are shipped and those that people wrote.</summary>
    public PolicyRules WrittenRules => _policy.Current();

    public McpServerService McpServers => _runtime.Get<McpServerService>();

    public SessionService Sessions => _runtime.Sessions;

    public SessionStatusService SessionStatus => _runtime.Get<SessionStatusService>();

    public SessionMembership SessionMembership => _runtime.Get<SessionMembership>();

    public SessionOutput SessionOutput => _runtime.Get<SessionOutput>();

    public SessionHistory SessionHistory => _runtime.Get<SessionHistory>();

    public SessionChangeFeed SessionChangeFeed => _runtime.Get<SessionChangeFeed>();

    public CommandQueueService CommandQueue => _runtime.Get<CommandQueueService>();

    /// <summary>The chat platforms that call the daemon.</summary>
    public ChatWebhooks ChatWebhooks => _runtime.Get<ChatWebhooks>();

    /// <summary>Where the sessions' own tmux server is reached; empty where its socket has no place.</summary>
    public string TmuxSocket => SocketPath.ChooseTmux(Data).IsRejected(out _, out var path) ? "" : path;

    public ToolCatalogue Tools => _runtime.Tools;

    public ToolCalls Calls => _runtime.Calls;

    public McpFrontEnd Mcp { get; }

    /// <param name="hookBase">Where the hooks of sessions reach this daemon; null until HTTP listens.</param>
    /// <param name="known">What the log leaves out, too.</param>
    /// <exception cref="JournalUnavailableException">The database cannot be used.</exception>
    public static async Task<Composition> OpenAsync(
        ServeOptions options, IConfiguration settings, string token, Func<Uri?> hookBase, KnownSecrets known,
            ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var definitions = Task.Run(() => Definitions.Of(options.Data, settings, loggers, time), cancellationToken);
        var store = await GatewayStore.OpenAsync(options.Data, time, loggers, cancellationToken);
        return new(options, settings, (token, hookBase), store, await definitions, known, loggers, time);
    }

    /// <summary>
    /// What the modules find of the settings and of this machine where no daemon runs: a gateway over an empty store is
    /// made of the settings and not started, so that it changes nothing.
    /// </summary>
    public static async Task<IReadOnlyList<Finding>> FindingsWithoutDaemonAsync(
        DataDirectory data, IConfiguration settings, CancellationToken cancellationToken)
    {
        var (time, loggers) = (TimeProvider.System, NullLoggerFactory.Instance);
        var definitions = Definitions.Of(data, settings, loggers, time);
        definitions.Agents.Reload();
        await using var unstarted = new Composition(
            new(data, null, false, false, null), settings, ("unused",
                () => null), GatewayStore.Empty(time), definitions,
            new(), loggers, time);
        return await unstarted._runtime.FindingsAsync(
            cancellationToken, FindingGroup.Settings, FindingGroup.Outside, FindingGroup.Agents);
    }

    /// <summary>Begins to work: what was pending when the daemon ended is pending still.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _agents.Start();
        await _runtime.StartAsync(cancellationToken);
    }

    /// <summary>The damage of the journal, which stops all work; null when it is sound.</summary>
    public Rejection? Damage => _store.Damage;

    /// <summary>The findings of all modules, for <c>agw doctor</c>.</summary>
    public Task<IReadOnlyList<Finding>> FindingsAsync(CancellationToken cancellationToken) =>
        _runtime.FindingsAsync(cancellationToken);

    /// <summary>The sections of the settings whose changes count at once.</summary>
    public IReadOnlySet<string> HotSettings =>
        new HashSet<string>(
            [.. _runtime.HotSections, "Agents", "Policy", "Providers"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes those settings into use that may change while the daemon runs.</summary>
    public void Apply(IConfiguration settings)
    {
        _runtime.Apply(section => settings.GetSection(section.Name).Get(section.Options));
        _policy.Configure(Definitions.Pairs(settings, "Policy"));
        _providers.Configure(Definitions.Pairs(settings, "Providers"));
        // Last, because it publishes a new roster, with which the rules of threads are made anew.
        _agents.Configure(Definitions.Pairs(settings, "Agents"));
    }

    public async ValueTask DisposeAsync()
    {
        await Mcp.DisposeAsync();
        await _runtime.DisposeAsync();
        await _connector.DisposeAsync();
        _agents.Dispose();
        _providers.Dispose();
        await _store.DisposeAsync();
    }

    private string? SecretOf(string name) => Secrets.Read(name).IsRejected(out _, out var value) ? null : value;

    private static SkillHome SkillsOf(DataDirectory data) => new(new FrontMatterReader())
    {
        Shipped = ShippedSkills.All,
        ProgramFolder = Path.Combine(AppContext.BaseDirectory, "skills"),
        DataFolder = data.In("skills"),
    };

    private static Dictionary<string, string> OwnEnvironment()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            if (variable.Value is string value) variables[(string)variable.Key] = value;
        return variables;
    }

    /// <summary>
    /// Agents, providers and policy, which take nothing but the settings and so are read beside the journal.
    /// </summary>
    private sealed record Definitions(
        AgentCatalogue Catalogue, AgentSource Agents, ProviderCatalogue Providers, PolicyBook Policy)
    {
        public static Definitions Of(
            DataDirectory data, IConfiguration settings, ILoggerFactory loggers, TimeProvider time)
        {
            var catalogue = new AgentCatalogue();
            return new(
                catalogue,
                new(Pairs(settings, "Agents"), data.Path, catalogue, time, loggers.CreateLogger<AgentSource>()),
                new(Pairs(settings, "Providers"), Environment.GetEnvironmentVariable, time),
                new(Pairs(settings, "Policy"), data.Path, time, loggers.CreateLogger<PolicyBook>()));
        }

        /// <summary>A section as it is written, for those who read their own.</summary>
        public static IEnumerable<KeyValuePair<string, string?>> Pairs(IConfiguration settings, string section) =>
            settings.GetSection(section).AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null);
    }
}
