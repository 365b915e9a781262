using AgentGateway.Domain;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>The runtime with its sessions in this process, over a database of its own.</summary>
internal sealed class InnerGateway : IAsyncDisposable
{
    private static readonly Caller Caller = new(Principal.Operator);

    private readonly SqliteStore _store;
    private readonly GatewayRuntime _runtime;

    private InnerGateway(SqliteStore store, GatewayRuntime runtime) => (_store, _runtime) = (store, runtime);

    public SessionService Sessions => _runtime.Sessions;

    public SessionOutput SessionOutput => _runtime.Get<SessionOutput>();

    public SessionInput SessionInput => _runtime.Get<SessionInput>();

    public SessionWaits SessionWaits => _runtime.Get<SessionWaits>();

    public static async Task<InnerGateway> StartAsync(ScratchFolder folder, bool indexes)
    {
        var data = folder.File(Path.GetRandomFileName());
        Directory.CreateDirectory(data);
        var store = await SqliteStore.OpenAsync(
            Path.Combine(data, "journal.db"), TimeProvider.System, null, CancellationToken.None);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
            ["HOME"] = data,
            ["SHELL"] = "/bin/sh",
            ["LANG"] = "C.UTF-8",
        };
        var options = new RuntimeOptions
        {
            Home = new(data, environment),
            SessionPaths = new(
                Path.Combine(data, "sessions"),
                Path.Combine(data, "tmux"),
                Path.Combine(data, "secrets"),
                [data],
                environment),
            OutputIndex = indexes ? store.OutputIndex : null,
        };
        var runtime = new GatewayRuntime(
            options, store, new AgentCatalogue(), new SystemIdSource(TimeProvider.System), TimeProvider.System,
                NullLoggerFactory.Instance);
        await runtime.StartAsync(CancellationToken.None);
        return new(store, runtime);
    }

    public Task<string> CreateAsync(string backend, string program, params string[] arguments) =>
        CreateAsync(new(program, arguments, Backend: backend, Directory: "/"));

    public async Task<string> CreateAsync(CreateSession request) =>
        Of(await Sessions.CreateAsync(Caller, request, CancellationToken.None)).SessionId;

    /// <summary>Runs a command in a terminal of its own, and answers its exit code when it has ended.</summary>
    public async Task<int?> RunAsync(RunCommand request) =>
        Of(await _runtime.Get<SessionRuns>().RunAsync(Caller, request, null, CancellationToken.None)).ExitCode;

    /// <summary>Waits for its end, and answers the session as it then is.</summary>
    public async Task<SessionView> EndAsync(string session)
    {
        Of(await SessionWaits.WaitAsync(new(session, "exit", TimeoutSeconds: 600), null, CancellationToken.None));
        return Of(await Sessions.GetAsync(session, CancellationToken.None)).Session;
    }

    /// <summary>Types a text, and Enter where it is a line; answers when the terminal took it.</summary>
    public async Task SendAsync(string session, string text, bool isLine = true) =>
        Of(await SessionInput.SendAsync(Caller, new(session, text, Submit: isLine), CancellationToken.None));

    /// <summary>Waits until the text is in the output since the last input.</summary>
    public async Task SeenAsync(string session, string text)
    {
        if (!Of(await SessionWaits.WaitAsync(
            new(session, "pattern", text, TimeoutSeconds: 60), null, CancellationToken.None)).Matched)
            throw new InvalidOperationException($"{text} was not seen.");
    }

    public Task RemoveAsync(string session) => Sessions.RemoveAsync(Caller, session, CancellationToken.None);

    public static T Of<T>(Outcome<T> outcome) =>
        outcome.IsRejected(out var refused, out var value)
            ? throw new InvalidOperationException(refused.Message)
            : value;

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
    }
}
