using System.Diagnostics;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Packaging;

/// <summary>A user who has nothing yet: an empty home, and an environment with little more than a PATH.</summary>
internal sealed class EmptyHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EmptyHome() => Directory.CreateDirectory(Path);

    public string Path => _folder["home"];

    public string Data => _folder["home/.local/share/agentgateway"];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = Path,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = Path;
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root) start.Environment["DOTNET_ROOT"] = root;
        return start;
    }

    public Task<Finished> RunAsync(string program, params string[] arguments) =>
        Agw.RunAsync(Start(program, arguments), TimeSpan.FromMinutes(1));

    /// <summary>Speaks with <c>agw mcp</c> as an editor does; the daemon is started by it.</summary>
    /// <returns>The name that the server gives.</returns>
    public async Task<string?> EditorAsync(string program)
    {
        using var bridge = OsProcess.Start(Start(program, "mcp"))!;
        await bridge.StandardInput.WriteLineAsync(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","""
                + """ "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");
        var answer = await bridge.StandardOutput.ReadLineAsync(Limits.Soon());
        bridge.StandardInput.Close();
        await bridge.WaitForExitAsync(Limits.Soon());
        return JsonNode.Parse(
            answer ?? await bridge.StandardError.ReadToEndAsync())!["result"]!["serverInfo"]!["name"].String();
    }

    public void Dispose() => _folder.Dispose();
}
