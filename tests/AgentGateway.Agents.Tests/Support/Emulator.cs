using System.Diagnostics;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>
/// An independent emulator of model providers, run once for all tests that want it. Where it cannot be had the tests
/// are skipped with the reason.
/// </summary>
public sealed class Emulator : IAsyncLifetime
{
    private Process? _process;
    private string? _url;
    private string _missing = "";

    /// <summary>Its address; skips the test where there is none.</summary>
    public string Url
    {
        get
        {
            if (_url is null) Assert.Skip($"The model emulator cannot run here: {_missing}");
            return _url;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var folder = await InstallAsync();
        if (folder is null) return;
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Path.Combine(folder, "node_modules", "@copilotkit", "aimock", "dist", "cli.js"),
            "-p", "0", "-h", "127.0.0.1", "-f", Path.Combine(
                AppContext.BaseDirectory, "Models", "fixtures.json"), "--strict",
        })
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _ = _process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limits.Signal);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            {
                _url = line[at..].Trim();
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }

        _missing = "it ended before it listened";
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string?> InstallAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "AgentGateway.sln"))) root = root.Parent;
        if (root is null)
        {
            _missing = "the tests do not run inside the repository";
            return null;
        }

        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("sh", [Path.Combine(root.FullName, "tests", "tools", "npm-install"), "aimock"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var folder = (await process.StandardOutput.ReadToEndAsync()).Trim();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0 && folder.Length > 0) return folder;
            _missing = (await errors).Trim();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            _missing = exception.Message;
        }

        return null;
    }
}
