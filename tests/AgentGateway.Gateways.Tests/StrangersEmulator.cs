using System.Diagnostics;

namespace AgentGateway.Gateways.Tests;

/// <summary>
/// A server of another hand: an emulator of a platform from npm, as it is published, started by a script of
/// <c>tests/tools</c> that is talked to in lines.
/// </summary>
internal sealed class StrangersEmulator : IAsyncDisposable
{
    private readonly Process _process;

    private StrangersEmulator(Process process) => _process = process;

    /// <summary>Starts it; skips the test where Node or the emulator cannot be had.</summary>
    /// <param name="tool">The folder in <c>tests/tools</c>.</param>
    public static async Task<StrangersEmulator> StartAsync(
        string tool, string script, params (string Name, string Value)[] environment)
    {
        var tools = Path.Combine(RepositoryRoot.Path, "tests", "tools");
        var folder = await InstallAsync(Path.Combine(tools, "npm-install"), tool);
        var start = new ProcessStartInfo("node", [Path.Combine(tools, tool, script)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public Task WriteAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    public async Task<string> NextLineAsync() =>
        await _process.StandardOutput.ReadLineAsync(Limits.Soon())
        ?? throw new InvalidOperationException("The emulator has ended.");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> InstallAsync(string script, string tool)
    {
        if (!Programs.Has("npm") || !Programs.Has("node")) Assert.Skip("npm or node is not on the PATH.");
        using var process = Process.Start(new ProcessStartInfo(script, [tool])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var folder = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || folder.Length == 0)
            Assert.Skip($"The emulator cannot be had: {(await errors).ReplaceLineEndings(" ")}");
        return folder;
    }
}
