using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Turns;
using AgentGateway.Runtime.Views;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Runtime.Tests.Support;

/// <summary>A whole workshop over a database of its own, which can be stopped and started again like the daemon.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly string _directory = Directory.CreateTempSubdirectory("agw-runtime-").FullName;
    private readonly RuntimeOptions _options;
    private readonly TimeProvider _time;
    private readonly IModule[] _more;
    private SqliteStore? _store;
    private GatewayRuntime? _runtime;

    private Gateway(RuntimeOptions options, TimeProvider time, params IModule[] more)
    {
        (_time, _more) = (time, more);
        var data = Path.Combine(_directory, "data");
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["HOME"] = Home, ["SHELL"] = "/bin/bash", ["LANG"] = "C.UTF-8", ["DAEMON_CANARY"] = "must-not-be-inherited",
        };
        _options = options with
        {
            Home = options.Home with { DataDirectory = data },
            Places = new(Path.Combine(data, "sessions"), Path.Combine(data, "tmux.sock"), Path.Combine(data, "secrets"), [data], environment)
            {
                HookBase = () => new("http://127.0.0.1:1"),
            },
        };
    }

    /// <summary>Where sessions start that name no directory.</summary>
    public string Home => Path.Combine(_directory, "home");

    public string Data => Path.Combine(_directory, "data");

    public SessionService Sessions => Runtime.Sessions;

    public ScriptedDriver Driver { get; } = new();

    /// <summary>Tools that agents have beside the usual ones, also after a restart.</summary>
    public IReadOnlyList<Tool> ExtraTools { get; set; } = [];

    public static Caller Operator { get; } = new(Principal.Operator);

    public static Caller Client { get; } = new(Principal.Client);

    public GatewayRuntime Runtime => _runtime!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<Gateway> StartAsync(RuntimeOptions? options = null, params Tool[] tools) =>
        StartAsync(TimeProvider.System, options, tools);

    /// <summary>With modules beside those of the gateway itself.</summary>
    public static Task<Gateway> WithAsync(params IModule[] more) => StartAsync(new Gateway(new(), TimeProvider.System, more));

    public static Task<Gateway> StartAsync(TimeProvider time, RuntimeOptions? options, params Tool[] tools) =>
        StartAsync(new Gateway(options ?? new(), time) { ExtraTools = tools });

    private static async Task<Gateway> StartAsync(Gateway gateway)
    {
        Directory.CreateDirectory(gateway.Data);
        Directory.CreateDirectory(gateway.Home);
        await gateway.StartAgainAsync();
        return gateway;
    }

    public async Task StartAgainAsync()
    {
        _store = await SqliteStore.OpenAsync(Path.Combine(_directory, "data", "agentgateway.db"), _time, null, Stop);
        var catalogue = new AgentCatalogue();
        catalogue.Configure(
        [
            new(new("svarog"), "Svarog", ["main"], "scripted", Persona: "You are Svarog."),
            new(new("weles"), "Weles", [], "scripted", When: AdviceTime.Before),
            new(new("rarog"), "Rarog", [], "scripted"),
        ]);
        _runtime = new(_options with { OutputIndex = _store.OutputIndex }, _store.Journal, _store.Reads, catalogue, new SystemIdSource(_time), _time, NullLoggerFactory.Instance, _more);
        _runtime.Drivers.Add(Driver);
        _runtime.Drivers.Add(new Elsewhere());
        _runtime.Tools.Publish("test", ExtraTools);
        await _runtime.StartAsync(Stop);
    }

    public async Task StopAsync()
    {
        await _runtime!.DisposeAsync();
        await _store!.DisposeAsync();
    }

    /// <summary>Sends and waits for the end of the turn.</summary>
    public async Task<SendView> AskAsync(string text, string? thread = null, string? mode = null) =>
        await EndAsync(await SendAsync(text, thread, mode));

    public async Task<SendView> SendAsync(string text, string? thread = null, string? mode = null) =>
        (await Runtime.Threads.SendAsync(Operator, new(text, thread, mode), Stop)).Value;

    public async Task<Rejection?> RefusalAsync(string text, string? thread = null) =>
        (await Runtime.Threads.SendAsync(Operator, new(text, thread), Stop)).Rejection;

    public async Task<SendView> EndAsync(SendView sent)
    {
        if (sent.TurnId is null) return sent;
        var ended = (await Runtime.Threads.WaitAsync(sent.TurnId, Generous, null, Stop)).Value;
        Assert.DoesNotContain(ended.Status, new[] { "queued", "running" });
        return ended;
    }

    public async Task<ThreadReadView> ReadAsync(string thread, bool hidden = false) =>
        (await Runtime.Threads.ReadAsync(new(thread, Hidden: hidden, Limit: 500), Stop)).Value;

    /// <summary>Waits until the thread reads as told; every change of it is a chance to look.</summary>
    public async Task<ThreadReadView> UntilAsync(string thread, Func<ThreadReadView, bool> holds, bool hidden = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Generous);
        while (true)
        {
            var position = _store!.Journal.LastPosition;
            var read = await ReadAsync(thread, hidden);
            if (holds(read)) return read;
            await _store.Journal.WaitPastAsync(position, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (File.Exists(_options.Places!.TmuxSocket))
            await System.Diagnostics.Process.Start("tmux", ["-S", _options.Places.TmuxSocket, "kill-server"]).WaitForExitAsync(CancellationToken.None);
        Directory.Delete(_directory, recursive: true);
    }

    private sealed class Elsewhere : IAgentDriver
    {
        public string Name => "connected";

        public DriverStatus Status(AgentDefinition agent) => new(true);

        public Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken) => Task.FromResult<TurnResult>(new TurnResult.Elsewhere());
    }
}
