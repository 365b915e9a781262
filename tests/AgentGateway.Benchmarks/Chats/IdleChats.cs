using AgentGateway.Benchmarks.Gateway;
using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Scenario;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;

namespace AgentGateway.Benchmarks.Chats;

/// <summary>
/// The cost of a daemon that is connected to all three platforms while no one writes. The platforms are the servers of
/// the tests.
/// </summary>
internal static class IdleChats
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    public static async Task RunAsync()
    {
        await using var telegram = await TelegramServer.StartAsync();
        await using var discord = await DiscordServer.StartAsync();
        await using var slack = await SlackServer.StartAsync();
        KilledPlatform[] platforms = [KilledPlatform.Of(telegram), KilledPlatform.Of(discord), KilledPlatform.Of(slack)];
        using var daemon = DaemonProcess.Start(start =>
        {
            foreach (var platform in platforms) platform.Configure(start);
        });
        foreach (var platform in platforms) await platform.ConnectedAsync();
        await telegram.NextCallAsync("getUpdates");
        await Task.Delay(Settling);
        Figure.Print(
            "idle daemon, three chat platforms: processor",
            await ProcessUse.PercentOfCoreAsync(daemon.Pid, Watched),
            "% of core");
        Figure.Print(
            "idle daemon, three chat platforms: resident", ProcessUse.ResidentMebibytes(daemon.Pid), "MiB");
    }
}
