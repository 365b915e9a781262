using System.Diagnostics;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>A bot of another hand: a small script for the library grammY from npm, as it is published.</summary>
internal sealed class GrammyBot : IAsyncDisposable
{
    private readonly Process _process;

    private GrammyBot(Process process) => _process = process;

    /// <summary>A bot that polls the server; skips the test where Node or the library cannot be had.</summary>
    public static async Task<GrammyBot> StartAsync(TelegramServer server)
    {
        var tools = Path.Combine(RepositoryRoot.Path, "tests", "tools");
        var folder = await InstallAsync(Path.Combine(tools, "npm-install"));
        var start = new ProcessStartInfo("node", [Path.Combine(tools, "grammy", "bot.cjs")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        start.Environment["TOKEN"] = TelegramServer.Token;
        start.Environment["ROOT"] = server.Root;
        var bot = new GrammyBot(Started(start));
        _ = bot._process.StandardError.ReadToEndAsync();
        Assert.Equal($"up {TelegramServer.BotName}", await bot.NextLineAsync());
        return bot;
    }

    /// <summary>What the bot says next of itself.</summary>
    public async Task<string?> NextLineAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limits.Signal);
        return await _process.StandardOutput.ReadLineAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> InstallAsync(string script)
    {
        using var process = Started(new("sh", [script, "grammy"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        });
        var errors = process.StandardError.ReadToEndAsync();
        var folder = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || folder.Length == 0)
            Assert.Skip($"grammY cannot be had: {(await errors).ReplaceLineEndings(" ")}");
        return folder;
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Assert.Skip($"{start.FileName} cannot be started: {exception.Message}");
            throw;
        }
    }
}
