using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Hall;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Sessions.Verbs;

/// <summary>A session that one test made from the command line, removed when the test is over.</summary>
internal sealed class SessionOfTest : IAsyncDisposable
{
    private static int _count;
    private readonly Daemon _daemon;

    private SessionOfTest(Daemon daemon, string id, string name) => (_daemon, Id, Name) = (daemon, id, name);

    public string Id { get; }

    public string Name { get; }

    /// <summary>A quiet shell whose prompt is <c>ready$</c>, unless the arguments say otherwise.</summary>
    public static async Task<SessionOfTest> CreateAsync(Daemon daemon, string backend = "pty", string[]? options = null, string[]? command = null)
    {
        if (backend == "tmux" && !Programs.Has("tmux")) Assert.Skip("tmux is not installed.");
        var name = $"verbs{Interlocked.Increment(ref _count)}-{Environment.ProcessId}";
        string[] shell = ["--env", "PS1=ready$ ", "--", "bash", "--norc", "--noprofile"];
        var created = await Agw.RunAsync(
            ["session", "create", "--data", daemon.Data, "--name", name, "--backend", backend, .. options ?? [], .. command is null ? shell : ["--", .. command]]);
        var session = new SessionOfTest(daemon, created.Succeeded().Trim(), name);
        if (command is null) (await session.RunAsync("wait", "--pattern", "ready\\$", "--offset", "0", "--timeout-seconds", "30")).Succeeded();
        return session;
    }

    /// <summary>Runs <c>agw session VERB</c> with this session and what follows.</summary>
    public Task<Finished> RunAsync(string verb, params string[] rest) => Agw.RunAsync(["session", verb, "--data", _daemon.Data, Name, .. rest]);

    public async Task<JsonNode> GetAsync() => (await RunAsync("get", "--json")).Json()["session"]!;

    public async Task<string> ScreenAsync() => (await RunAsync("screen")).Succeeded();

    /// <summary>Waits until the screen is as wanted.</summary>
    public async Task ShowsAsync(string text)
    {
        var screen = "";
        await Eventually.AsyncTrue(async () => (screen = await ScreenAsync()).Contains(text, StringComparison.Ordinal), $"\"{text}\" is on the screen of {Name}");
    }

    public async ValueTask DisposeAsync() => await Agw.RunAsync("session", "remove", Id, "--data", _daemon.Data);
}
