using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Json;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Domain.Waits;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Questions;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Turns;
using AgentGateway.Runtime.Waits;
using AgentGateway.Runtime.Web;
using AgentGateway.Runtime.Workspaces;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime;

/// <summary>
/// The workshop put together: the machines over one journal, what performs their effects, and the services that doors
/// call. Add the drivers, then <see cref="StartAsync"/>, which is the same after a first start, a clean stop and a
/// crash.
/// </summary>
public sealed class GatewayRuntime : IAsyncDisposable
{
    private const int RecoveryPage = 500;

    private readonly IJournal _journal;
    private readonly MachineHost<ThreadMachine, AgentThread, ThreadCommand> _threads;
    private readonly MachineHost<AgentRegistrationMachine, AgentRegistrationState, RegisterAgent> _registrations;
    private readonly MachineHost<WaitMachine, WaitState, WaitCommand> _waits;
    private readonly TaskHost _tasks;
    private readonly SessionHouse _sessions;

    private readonly Asking _asking;
    private readonly UrlFetcher _fetcher;

    public GatewayRuntime(
        RuntimeOptions options, IJournal journal, GatewayReads gatewayReads, AgentCatalogue catalogue, IIdSource ids, TimeProvider time, ILoggerFactory logs)
    {
        var reads = gatewayReads.Threads;
        _journal = journal;
        Catalogue = catalogue;
        Live = new();
        Inbox = new(time);
        var log = logs.CreateLogger<GatewayRuntime>();
        ThreadEffects? effects = null;
        _threads = new(
            new()
            {
                StateJson = DomainJson.Plain.AgentThread,
                Perform = (_, thread, effect, cancellationToken) => effects!.PerformAsync(thread, effect, cancellationToken),
                Committed = receipt =>
                {
                    Live.Committed(receipt);
                    Inbox.Committed(receipt);
                    _tasks!.Committed(receipt);
                },
            },
            journal,
            time,
            log);
        _registrations = new(new() { StateJson = DomainJson.Plain.AgentRegistrationState }, journal, time, log);
        _waits = new(new() { StateJson = DomainJson.Plain.WaitState }, journal, time, log);

        Workspaces = new(
            options.Workspaces, options.ProtectedDirectory, options.Environment, options.Sessions.AllowedEnvironment, place => Sessions.RunningIn(place), journal, ids, time, log);
        _fetcher = new(time);
        _asking = new(options, journal, gatewayReads.Asks, catalogue, ids, time, log);

        Artifacts = new(
            options.Artifacts, options.ProtectedDirectory is { } data ? Path.Combine(data, "artifacts") : null, journal, ids, time, logs.CreateLogger<ArtifactService>());

        var dispatcher = new ThreadDispatcher(_threads, catalogue, options.Threads, options.Participants, ids);
        _asking.Connect(dispatcher);
        var history = new ThreadHistory(reads);
        _sessions = new(options, journal, gatewayReads.Commands, dispatcher, Workspaces.Find, receipt => _tasks!.Committed(receipt), ids, time, logs);
        var files = new WorkspaceFiles(options.ProtectedDirectory);
        var requests = new PromptRequests(dispatcher, history, reads, catalogue);
        var builder = new PromptBuilder(options.Prompts, options.PromptSections);
        Threads = new(
            dispatcher, history, reads, journal, new(journal), Live, catalogue, files, new FileAttachments(files, options.Threads),
            new PromptPreview(requests, builder, catalogue, Drivers, Tools), Approvals, options.Threads);
        Agents = new(_registrations, journal, catalogue, Drivers, Inbox, dispatcher, history, reads, ids);
        Sandbox = new(() => Sessions.HasSandbox, Sessions.RefuseSandboxAsync, () => options.Gate.Rules().StrictSandbox);
        _tasks = new(
            options.Tasks, journal, gatewayReads.Tasks, gatewayReads.Commands, Threads, dispatcher, options.Threads, Sessions, Workspaces, files, catalogue,
            new TaskCalls(Gate, Tools, _asking).Gate, Sandbox, ids, time, log);
        Waits = new(_waits, Threads, Tasks, ids);
        Calls = new(Gate, ids, logs.CreateLogger<ToolCalls>());
        PermissionPrompts = new(Gate, Approvals, ids);
        Threads.TaskOrders = new TaskOrders(Tasks).ObeyAsync;
        _asking.TellTask = (task, ask, cancellationToken) => Tasks.ReleaseAsync(new(task), ask, cancellationToken);
        Policy = new(Gate, Tools, catalogue);
        McpServers = new(options.McpServers, Tools.Publish, journal, ids, time, logs.CreateLogger<McpServerService>());
        Tools.Publish("gateway", BuiltInTools.All(new()
        {
            Threads = Threads,
            Dispatcher = dispatcher,
            Agents = Agents,
            Sessions = Sessions,
            Workspaces = Workspaces,
            Tasks = Tasks,
            Artifacts = Artifacts,
            Approvals = Approvals,
            ApprovalOptions = options.Approvals,
            Questions = Questions,
            PermissionPrompts = PermissionPrompts,
            McpServers = McpServers,
            Sandbox = Sandbox,
            Files = files,
            Writer = new(options.ProtectedDirectory),
            Places = options.PolicyPlaces,
            Fetcher = _fetcher,
            Products = new(Artifacts),
            Time = time,
        }));
        var services = new TurnServices(dispatcher, Live, builder, requests, Tools, Gate, history, _asking.WithdrawAsync, _asking.WithdrawOfCallAsync, log);
        effects = new(dispatcher, new TurnRunner(services, catalogue, Drivers, Inbox, history, reads), Live, reads, _asking.WithdrawAsync);
    }

    public ThreadService Threads { get; }

    public AgentService Agents { get; }

    public WaitService Waits { get; }

    public TaskService Tasks => _tasks.Service;

    public ApprovalService Approvals => _asking.Approvals;

    public QuestionService Questions => _asking.Questions;

    /// <summary>Rules that approvals left behind.</summary>
    public RuleService RememberedRules => _asking.Rules;

    public TokenService Tokens => _asking.Tokens;

    /// <summary>The one way by which a tool runs.</summary>
    public ToolGate Gate => _asking.Gate;

    /// <summary>What MCP connections and people call by themselves.</summary>
    public ToolCalls Calls { get; }

    public PermissionPrompts PermissionPrompts { get; }

    /// <summary>Where people are shown what there is to decide.</summary>
    public AskSurfaces AskSurfaces => _asking.Surfaces;

    /// <summary>What agents' commands and sessions run in.</summary>
    public SandboxChoice Sandbox { get; }

    /// <summary>What policy would say.</summary>
    public PolicyService Policy { get; }

    /// <summary>All tools: those of clients, of people and of agents.</summary>
    public ToolCatalogue Tools { get; } = new();

    /// <summary>Outside MCP servers whose tools agents have.</summary>
    public McpServerService McpServers { get; }

    public WorkspaceService Workspaces { get; }

    /// <summary>Files and results that work produced.</summary>
    public ArtifactService Artifacts { get; }

    public SessionService Sessions => _sessions.Service;

    public AgentCatalogue Catalogue { get; }

    public AgentDrivers Drivers { get; } = new();

    public ConnectedInbox Inbox { get; }

    public LiveThreads Live { get; }

    /// <summary>Publishes the registered agents and wakes every stream that owes something.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // A turn that goes on finds the tools of outside servers; the servers themselves come up beside.
        await McpServers.LoadAsync(cancellationToken);
        await Agents.PublishAsync(cancellationToken);
        await Workspaces.StartAsync(cancellationToken);
        await Artifacts.LoadAsync(cancellationToken);
        await _sessions.LoadAsync(cancellationToken);
        await _asking.LoadAsync(cancellationToken);
        var woken = new HashSet<StreamId>();
        while (true)
        {
            var due = await _journal.DueAsync(DateTimeOffset.MaxValue, woken.Count + RecoveryPage, cancellationToken);
            var before = woken.Count;
            foreach (var stream in due)
                if (woken.Add(stream))
                    Wake(stream);
            if (woken.Count == before) break;
        }

        McpServers.Start();
    }

    /// <summary>
    /// Stops effects where they are; they are owed again at the next start. The journal is the caller's to close.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        // Tasks let go of their commands first.
        await _tasks.DisposeAsync();
        await _sessions.DisposeAsync();
        await _threads.DisposeAsync();
        await _registrations.DisposeAsync();
        await _waits.DisposeAsync();
        await Workspaces.DisposeAsync();
        await _asking.DisposeAsync();
        _fetcher.Dispose();
        await Artifacts.DisposeAsync();
        Agents.Dispose();
        await McpServers.DisposeAsync();
    }

    private void Wake(StreamId stream)
    {
        if (stream.Kind == ThreadMachine.Kind) _threads.Wake(stream);
        else if (stream.Kind == TaskMachine.Kind) _tasks.Wake(stream);
        else if (stream.Kind == WorkspaceMachine.Kind) Workspaces.Wake(stream);
        else if (stream.Kind == SessionMachine.Kind) _sessions.Wake(stream);
        else if (stream.Kind == CommandQueueMachine.Kind) _sessions.WakeQueue(stream);
        else _asking.Wake(stream);
    }
}
