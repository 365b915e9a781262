using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Models;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// The real <c>claude -p</c> with an emulated model, whose permission prompts go to a daemon of ours: in a home and a
/// directory of its own.
/// </summary>
internal sealed class ClaudeCode : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _home;
    private readonly ModelEmulator _model;
    private readonly Daemon _daemon;
    private readonly object _server;

    private ClaudeCode(
        TemporaryFolder home, ModelEmulator model, Daemon daemon, object server) =>
            (_home, _model, _daemon, _server) = (home, model, daemon, server);

    /// <summary>Where it works.</summary>
    public string Directory => _home["work"];

    /// <summary>Where its model has it copy a secret to.</summary>
    public string Copied => _home["copied"];

    /// <summary>Skips the test where the program or the emulator cannot be had.</summary>
    public static async Task<ClaudeCode> PrepareAsync(Daemon daemon, bool http = false)
    {
        await NpmTool.FolderAsync("claude");
        var home = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(home["work"]);
        System.IO.Directory.CreateDirectory(home[".ssh"]);
        await File.WriteAllTextAsync(home[".ssh/id_rsa"], "a key", Limits.Soon());
        // The model has to name files by their whole path.
        var answers = (await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Clients", "claude-answers.json"), Limits.Soon())).Replace(
            "HOME", home.Path, StringComparison.Ordinal);
        await File.WriteAllTextAsync(home["answers.json"], answers, Limits.Soon());
        object server = http
            ? new { type = "http", url = new Uri(daemon.Url,
                "mcp").ToString(), headers = new { Authorization = $"Bearer {daemon.Token}" } }
            : new { command = Agw.File, args = new[] { "mcp", "--data", daemon.Data } };
        return new(home, await ModelEmulator.StartAsync(home.Path, home["answers.json"]), daemon, server);
    }

    /// <summary>Starts it with one prompt. Its standard input is closed, and its output is not read yet.</summary>
    public async Task<OsProcess> StartAsync(string prompt)
    {
        var settings = JsonSerializer.Serialize(new { mcpServers = new { agw = _server } });
        var start = await NpmTool.StartAsync(
            "claude", "claude", _home.Path, "-p", prompt, "--permission-prompt-tool", "mcp__agw__permission_prompt",
                "--mcp-config", settings, "--strict-mcp-config", "--allowedTools", "mcp__agw__agent_list");
        foreach (var name in start.Environment.Keys.Where(
            name => name.StartsWith("CLAUDE", StringComparison.Ordinal)
                || name.StartsWith("MCP_", StringComparison.Ordinal))
                .ToList())
            start.Environment.Remove(name);
        start.Environment["ANTHROPIC_BASE_URL"] = _model.Url;
        start.Environment["ANTHROPIC_API_KEY"] = "sk-nothing";
        start.Environment["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1";
        start.WorkingDirectory = Directory;
        var process = OsProcess.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>
    /// What it says at the end of one prompt; <paramref name="meanwhile"/> is what others do while it runs.
    /// </summary>
    public async Task<string> AskAsync(string prompt, Func<Task>? meanwhile = null)
    {
        using var process = await StartAsync(prompt);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            if (meanwhile is not null) await meanwhile();
            using var late = new CancellationTokenSource(Limit);
            await process.WaitForExitAsync(late.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{await output}\n{await error}");
        return (await output).Trim();
    }

    /// <summary>Waits until it asks for permission, and returns the approval.</summary>
    public async Task<JsonNode> PromptAsync()
    {
        JsonNode? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await ApprovalsAsync("--state", "pending")).SingleOrDefault()) is not null,
            "claude asks for permission");
        return found!;
    }

    /// <summary>All that it ever asked for, newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> ApprovalsAsync(params string[] options) =>
    [
        .. JsonNode.Parse(
            (await Agw.RunAsync(
                ["approvals", .. options, "--json", "--data", _daemon.Data])).Succeeded())!["approvals"]!.AsArray()
            .Where(approval => ((string)approval!["summary"]!).Contains(_home.Path, StringComparison.Ordinal))
                .Select(approval => approval!),
    ];

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _home.Dispose();
    }
}
