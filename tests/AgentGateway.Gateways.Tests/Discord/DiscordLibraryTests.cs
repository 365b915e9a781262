using System.Diagnostics;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>
/// An unmodified discord.js is content with the test server, so that the other tests show more than that server and
/// gateway agree. Skipped where npm or the library cannot be had.
/// </summary>
public sealed class DiscordLibraryTests
{
    private static readonly TimeSpan InstallMax = TimeSpan.FromMinutes(8);

    /// <summary>A library of that size is slow to load where other tests keep the processors busy.</summary>
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_test_server_serves_an_unmodified_client_library()
    {
        var folder = await InstallAsync();
        await using var server = await DiscordServer.StartAsync();
        using var library = Start(folder, server);
        try
        {
            Assert.Equal("ready agw 1", await NextLineAsync(library, StartMax));
            await TalkAsync(server);

            server.Gateway.Drop();
            Assert.Equal("resumed", await NextLineAsync(library, Limits.Signal));
            await server.SaysDirectlyAsync(DiscordPerson.Alice, "again");
            Assert.Equal("heard again", (await server.NextSentAsync()).Content);
            Assert.NotNull(await server.Gateway.Resumed.NextAsync());
        }
        finally
        {
            library.Kill(entireProcessTree: true);
            await library.WaitForExitAsync();
        }
    }

    private static async Task TalkAsync(DiscordServer server)
    {
        var said = await server.SaysDirectlyAsync(DiscordPerson.Alice, "hello");
        var heard = await server.NextSentAsync();
        Assert.Equal(
            (server.DirectOf(DiscordPerson.Alice), "heard hello", said), (heard.Channel, heard.Content, heard.ReplyTo));

        var pressed = await server.PressesAsync(DiscordPerson.Alice, heard.Channel, heard.Id, "approve-1");
        var (interaction, type, data) = await server.Api.Callbacks.NextAsync();
        Assert.Equal((pressed, 4, "pressed approve-1"), (interaction, type, (string)data!["content"]!));

        var root = await server.SaysAsync(DiscordPerson.Bob, DiscordWorld.General, "a thread, <@1000>");
        Assert.Equal((root, "from the library"), await server.Api.Opened.NextAsync());
        var inThread = await server.NextSentAsync();
        Assert.Equal((root, "in the thread"), (inThread.Channel, inThread.Content));

        var given = await server.CommandsAsync(DiscordPerson.Bob, DiscordWorld.General, "approve", "apr_1");
        var deferred = await server.Api.Callbacks.NextAsync();
        Assert.Equal((given, 5), (deferred.Interaction, deferred.Type));
        Assert.Equal("did approve apr_1", (string)(await server.Api.PrivateAnswers.NextAsync()).Body["content"]!);

        await server.TypesAsync(DiscordPerson.Bob, DiscordWorld.General, "approve", "ap");
        Assert.Equal(8, (await server.Api.Callbacks.NextAsync()).Type);
    }

    private static Process Start(string folder, DiscordServer server)
    {
        var bot = Path.Combine(RepositoryRoot.Path, "tests", "tools", "discord", "bot.cjs");
        var api = server.ApiBase[..server.ApiBase.LastIndexOf('/')];
        return Process.Start(new ProcessStartInfo("node", [bot, api, DiscordServer.Token])
        {
            RedirectStandardOutput = true,
            Environment = { ["NODE_PATH"] = Path.Combine(folder, "node_modules") },
        })!;
    }

    private static async Task<string?> NextLineAsync(Process library, TimeSpan max)
    {
        using var limit = new CancellationTokenSource(max);
        return await library.StandardOutput.ReadLineAsync(limit.Token);
    }

    /// <summary>The folder of the library; skips the test where it cannot be had.</summary>
    private static async Task<string> InstallAsync()
    {
        if (!Programs.Has("npm") || !Programs.Has("node")) Assert.Skip("npm or node is not on the PATH.");
        var install = Path.Combine(RepositoryRoot.Path, "tests", "tools", "npm-install");
        using var process = Process.Start(new ProcessStartInfo(install, ["discord"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(InstallMax);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var folder = (await process.StandardOutput.ReadToEndAsync(limit.Token)).Trim();
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0) Assert.Skip($"discord.js could not be installed: {(await errors).Trim()}");
        return folder;
    }
}
