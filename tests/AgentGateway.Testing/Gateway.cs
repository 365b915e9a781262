using AgentGateway.Domain;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Testing;

/// <summary>
/// A whole runtime over a store and a folder of its own, which can be stopped and started again like the daemon.
/// </summary>
public sealed class Gateway : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string? _data;
    private readonly GatewaySetup _setup;
    private readonly RuntimeOptions _options;
    private TestStore? _store;
    private GatewayRuntime? _runtime;

    private Gateway(GatewaySetup setup, string? data)
    {
        _data = data;
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Home);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
            ["HOME"] = Home,
            ["SHELL"] = "/bin/bash",
            ["LANG"] = "C.UTF-8",
            ["DAEMON_CANARY"] = "must-not-be-inherited",
        };
        _setup = setup;
        _options = setup.Options with
        {
            Home = setup.Options.Home with { DataDirectory = Data },
            SessionPaths = new(InData("sessions"), InData("tmux.sock"), InData("secrets"), [Data], environment)
            {
                HookBase = () => new("http://127.0.0.1:1"),
            },
        };
    }

    public static Caller Operator { get; } = new(Principal.Operator);

    public static Caller Client { get; } = new(Principal.Client);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Where a test may put files.</summary>
    public string Folder => _folder.Path;

    /// <summary>Where sessions start that name no directory.</summary>
    public string Home => _folder["home"];

    /// <summary>The data directory, which no tool may reach.</summary>
    public string Data => _data ?? _folder["data"];

    public GatewayRuntime Runtime => _runtime!;

    public TestStore Store => _store!;

    public SessionService Sessions => Runtime.Sessions;

    public SessionInput SessionInput => Runtime.Get<SessionInput>();

    public SessionOutput SessionOutput => Runtime.Get<SessionOutput>();

    public SessionRuns SessionRuns => Runtime.Get<SessionRuns>();

    public SessionWaits SessionWaits => Runtime.Get<SessionWaits>();

    public SessionStatusService SessionStatus => Runtime.Get<SessionStatusService>();

    public SessionHistory SessionHistory => Runtime.Get<SessionHistory>();

    public SessionChangeFeed SessionChanges => Runtime.Get<SessionChangeFeed>();

    public CommandQueueService CommandQueue => Runtime.Get<CommandQueueService>();

    /// <summary>The driver of <see cref="GatewaySetup.ScriptedAgents"/>.</summary>
    public ScriptedDriver Driver { get; } = new();

    public static Task<Gateway> StartAsync(RuntimeOptions? options = null, params Tool[] tools) =>
        StartAsync(TimeProvider.System, options, tools);

    /// <param name="tools">Tools that agents have beside the usual ones.</param>
    public static Task<Gateway> StartAsync(TimeProvider time, RuntimeOptions? options, params Tool[] tools) =>
        StartWithAsync(new()
        {
            Time = time,
            Options = options ?? new(),
            Prepare = gateway => gateway.Runtime.Tools.Publish("test", tools),
        });

    /// <param name="data">A data directory that is there already; null for one of its own.</param>
    public static async Task<Gateway> StartWithAsync(GatewaySetup setup, string? data = null)
    {
        var gateway = new Gateway(setup, data);
        await gateway.StartAgainAsync();
        return gateway;
    }

    public async Task StartAgainAsync()
    {
        _store ??= await TestStore.OpenAsync(
            _setup.Store, InData("agentgateway.db"), _setup.Time, _setup.Contents);
        var catalogue = new AgentCatalogue();
        catalogue.Configure(_setup.Agents);
        _runtime = new(
            _options with { OutputIndex = _store.OutputIndex }, _store.Store, catalogue,
            new SystemIdSource(_setup.Time), _setup.Time, NullLoggerFactory.Instance, [.. _setup.Modules]);
        _runtime.Drivers.Add(Driver);
        _runtime.Drivers.Add(new ElsewhereDriver());
        _setup.Prepare(this);
        await _runtime.StartAsync(Stop);
    }

    public async Task StopAsync()
    {
        await _runtime!.DisposeAsync();
        if (_setup.Store != StoreKind.Volatile) await CloseStoreAsync();
    }

    /// <summary>Sends and waits for the end of the turn.</summary>
    public async Task<SendView> AskAsync(string text, string? thread = null, string? mode = null) =>
        await EndAsync(await SendAsync(text, thread, mode));

    public async Task<SendView> SendAsync(string text, string? thread = null, string? mode = null) =>
        (await Runtime.Messages.SendAsync(Operator, new(text, thread, mode), Stop)).Value;

    public async Task<Rejection?> RefusalAsync(string text, string? thread = null) =>
        (await Runtime.Messages.SendAsync(Operator, new(text, thread), Stop)).Rejection;

    /// <summary>Waits until the turn runs no more: it has ended, or it waits for a person.</summary>
    public async Task<SendView> EndAsync(SendView sent)
    {
        if (sent.TurnId is null) return sent;
        var ended = (await Runtime.Turns.WaitAsync(sent.TurnId, Limits.Signal, null, Stop)).Value;
        Assert.DoesNotContain(ended.Status, new[] { "queued", "running" });
        return ended;
    }

    public async Task<ThreadReadView> ReadAsync(string thread, bool hidden = false) =>
        (await Runtime.Threads.ReadAsync(new(thread, Hidden: hidden, Limit: 500), Stop)).Value;

    /// <summary>Waits until the thread reads as told; every change of it is a chance to look.</summary>
    public async Task<ThreadReadView> UntilAsync(string thread, Func<ThreadReadView, bool> holds, bool hidden = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Limits.Signal);
        while (true)
        {
            var position = Store.Journal.LastPosition;
            var read = await ReadAsync(thread, hidden);
            if (holds(read)) return read;
            await Store.Journal.WaitPastAsync(position, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime!.DisposeAsync();
        await CloseStoreAsync();
        _folder.Dispose();
    }

    private async Task CloseStoreAsync()
    {
        if (_store is null) return;
        await _store.DisposeAsync();
        _store = null;
    }

    private string InData(string name) => Path.Combine(Data, name);
}
