using System.Diagnostics;
using System.Text.Json;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>A server of another hand: an emulator of the Bot API from npm, as it is published.</summary>
internal sealed class StrangersTelegram : IAsyncDisposable
{
    public const string Token = "123:stranger";

    /// <summary>The one person there.</summary>
    public const string Person = "42";

    private readonly Process _process;

    private StrangersTelegram(Process process) => _process = process;

    public string Root { get; private set; } = "";

    /// <summary>Starts it; skips the test where Node or the emulator cannot be had.</summary>
    public static async Task<StrangersTelegram> StartAsync()
    {
        var tools = Path.Combine(RepositoryRoot.Path, "tests", "tools");
        var folder = await InstallAsync(Path.Combine(tools, "npm-install"));
        var start = new ProcessStartInfo("node", [Path.Combine(tools, "telegram-emulator", "emulator.cjs")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        start.Environment["TOKEN"] = Token;
        var server = new StrangersTelegram(Process.Start(start)!);
        server.Root = await server.NextLineAsync();
        return server;
    }

    public Task SaysAsync(string text) => _process.StandardInput.WriteLineAsync($"say {text}");

    public Task PressesAsync(JsonElement message, string data) =>
        _process.StandardInput.WriteLineAsync($"press {message.GetProperty("messageId")} {data}");

    /// <summary>The next message of the bot, as the emulator tells it.</summary>
    public async Task<JsonElement> NextAsync() => JsonElement.Parse(await NextLineAsync());

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> NextLineAsync() =>
        await _process.StandardOutput.ReadLineAsync(Limits.Soon())
        ?? throw new InvalidOperationException("The emulator has ended.");

    private static async Task<string> InstallAsync(string script)
    {
        if (!Programs.Has("npm") || !Programs.Has("node")) Assert.Skip("npm or node is not on the PATH.");
        using var process = Process.Start(new ProcessStartInfo(script, ["telegram-emulator"])
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
