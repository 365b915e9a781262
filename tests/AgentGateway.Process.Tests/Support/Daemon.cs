using System.Diagnostics;
using System.Text.RegularExpressions;

namespace AgentGateway.Process.Tests.Support;

/// <summary>A real <c>agw serve</c> on a free port, with a data directory that outlives it.</summary>
internal sealed partial class Daemon : IAsyncDisposable
{
    private readonly OsProcess _process;
    private readonly Task<string> _error;

    private Daemon(OsProcess process, Task<string> error, string data, Uri url)
    {
        (_process, _error, Data, Url) = (process, error, data, url);
        Token = File.ReadAllText(Path.Combine(data, "token")).Trim();
    }

    public string Data { get; }

    /// <summary>Its root address, without <c>/mcp</c>.</summary>
    public Uri Url { get; }

    public string Token { get; }

    public int Pid => _process.Id;

    /// <summary>Starts it with default settings, as <see cref="AllowCommands"/> says.</summary>
    public static async Task<Daemon> StartAsync(string data, params string[] options)
    {
        var start = Agw.Start(["serve", "--data", data, "--url", "http://127.0.0.1:0", .. options]);
        AllowCommands(start);
        return await StartAsync(start, data);
    }

    /// <summary>Starts it with so many descriptors at most.</summary>
    public static async Task<Daemon> StartLimitedAsync(string data, int descriptors)
    {
        var agw = Agw.Start("serve", "--data", data, "--url", "http://127.0.0.1:0");
        var start = Agw.Start();
        start.FileName = "/bin/sh";
        foreach (var argument in (string[])
        [
            "-c",
            $"ulimit -n {descriptors}; exec \"$0\" \"$@\"",
            agw.FileName,
            .. agw.ArgumentList,
        ])
            start.ArgumentList.Add(argument);
        AllowCommands(start);
        return await StartAsync(start, data);
    }

    /// <summary>
    /// On a machine without bubblewrap each command is open, and a person is asked about it. A rule allows it there, so
    /// that tests which are about something else run.
    /// </summary>
    public static void AllowCommands(ProcessStartInfo start)
    {
        if (Programs.Has("bwrap")) return;
        start.Environment["AGW_Policy__rules__0__id"] = "no-sandbox";
        start.Environment["AGW_Policy__rules__0__allow"] = "session_*, run_command, workspace_create";
        start.Environment["AGW_Policy__rules__0__up_to"] = "R3";
    }

    /// <summary>Starts it and waits until it says that it listens.</summary>
    public static async Task<Daemon> StartAsync(ProcessStartInfo start, string data)
    {
        var process = OsProcess.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(Limits.Soon());
            var ready = ReadyLine().Match(line ?? "");
            if (!ready.Success)
            {
                process.Kill();
                Assert.Fail($"The daemon said '{line}' instead of where it listens.\n{await error}");
            }

            Assert.Equal(data, ready.Groups["data"].Value);
            // The pipe has to be read on, or it would fill up and stop the daemon.
            _ = process.StandardOutput.ReadToEndAsync();
            return new(process, error, data, new(ready.Groups["url"].Value));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The daemon did not say that it listens.\n{await error}");
        }
    }

    /// <summary>Ends it as a power cut would, and returns when it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Limits.Soon());
    }

    /// <summary>Ends it by SIGTERM; returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = OsProcess.Start("kill", ["-TERM", $"{Pid}"]);
            await _process.WaitForExitAsync(Limits.Soon());
        }

        return _process.ExitCode;
    }

    /// <summary>What it wrote to standard error; waits for its end.</summary>
    public Task<string> ErrorAsync() => _error;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"^agw is listening on (?<url>http\S+) \(data (?<data>.+)\)$")]
    private static partial Regex ReadyLine();
}
