using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions.Verbs;

/// <summary>
/// A session that one test made from the command line, removed when the test is over. What a test only needs along the
/// way is asked of the daemon directly, which costs no process.
/// </summary>
internal sealed class SessionOfTest : IAsyncDisposable
{
    private static int _count;
    private readonly Daemon _daemon;
    private readonly McpClient _client;

    private SessionOfTest(Daemon daemon, McpClient client, string id, string name) =>
        (_daemon, _client, Id, Name) = (daemon, client, id, name);

    public string Id { get; }

    public string Name { get; }

    /// <summary>A quiet shell whose prompt is <c>ready$</c>, unless the arguments say otherwise.</summary>
    public static async Task<SessionOfTest> CreateAsync(
        Daemon daemon, string backend = "pty", string[]? options = null, string[]? command = null)
    {
        if (backend == "tmux" && !Programs.Has("tmux")) Assert.Skip("tmux is not installed.");
        var name = $"verbs{Interlocked.Increment(ref _count)}-{Environment.ProcessId}";
        string[] shell = ["--env", "PS1=ready$ ", "--", "bash", "--norc", "--noprofile"];
        var created = await Agw.RunAsync(
            ["session", "create", "--data", daemon.Data, "--name", name, "--backend", backend, .. options ?? [],
                .. command is null ? shell : ["--", .. command]]);
        var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var session = new SessionOfTest(daemon, client, created.Succeeded().Trim(), name);
        if (command is null) await session.ShowsAsync("ready$");
        return session;
    }

    /// <summary>Runs <c>agw session VERB</c> with this session and what follows.</summary>
    public Task<Finished> RunAsync(string verb, params string[] rest) =>
        Agw.RunAsync(["session", verb, "--data", _daemon.Data, Name, .. rest]);

    public Task<JsonNode> GetAsync() => _client.SessionAsync(Id);

    public async Task<string> ScreenAsync() => (await _client.ScreenAsync(Id)).Text("text");

    /// <summary>Waits until the screen is as wanted.</summary>
    public Task ShowsAsync(string text) => _client.SeeAsync(Id, text);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _client.TryAsync("session_remove", new { session_id = Id });
        }
        catch (HttpRequestException)
        {
            // The test has ended the daemon.
        }

        await _client.DisposeAsync();
    }
}
