using AgentGateway.Process.Tests.Faults;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Security;

/// <summary>A daemon with default settings and a home of its own, in which one command waits for a person.</summary>
internal sealed class AttackedDaemon : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string _approval;

    private AttackedDaemon(TemporaryFolder folder, Daemon daemon, McpClient client, string approval) =>
        (_folder, Daemon, Client, _approval) = (folder, daemon, client, approval);

    public Daemon Daemon { get; }

    public McpClient Client { get; }

    /// <param name="model">By which its agents think; null: offline.</param>
    /// <param name="path">Its variable PATH; null: that of the tests.</param>
    public static async Task<AttackedDaemon> StartAsync(ScriptedModel? model = null, Func<string, string>? path = null)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["home"]);
        var start = Agw.Start(["serve", "--data", folder["data"], "--url", "http://127.0.0.1:0"]);
        start.Environment["HOME"] = folder["home"];
        if (path is not null) start.Environment["PATH"] = path(folder["bin"]);
        if (model is not null)
        {
            start.Environment["OPENAI_API_KEY"] = "sk-scripted";
            start.Environment["OPENAI_BASE_URL"] = model.Url;
        }

        var daemon = await Daemon.StartAsync(start, folder["data"]);
        var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        return new(folder, daemon, client, await AskAsync(client, "true"));
    }

    /// <summary>Attacks from a workspace of that name in the home of the daemon.</summary>
    public Attacks Attacks(string name) => Security.Attacks.On(_folder["home"], Daemon, name, _approval);

    /// <summary>Asks for a command in the open, which waits for a person.</summary>
    public static async Task<string> AskAsync(McpClient client, string command, string? directory = null)
    {
        var refused = await client.TryAsync(
            "session_run", new { command, directory, sandbox = "open", reason = "a test" });
        Assert.Equal("approval_required", refused.RefusedWith());
        return refused.Text("approval_id");
    }

    /// <summary>What waits for a person waits on, and nothing else was asked.</summary>
    public async Task AskedNothingAsync() => Assert.Equal(
        [_approval],
        (await Client.CallAsync("approval_list", new { state = "pending" })).List("approvals")
            .Select(approval => approval!["id"].String()));

    public async Task ApproveAsync(string approval) =>
        (await Agw.RunAsync("approve", approval, "--data", Daemon.Data)).Succeeded();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Daemon.DisposeAsync();
        _folder.Dispose();
    }
}
