using AgentGateway.Gateways.Tests.Discord;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>What was said while the gateway was off, on a server that speaks the platform's own protocol.</summary>
public sealed class PlatformMissedTests
{
    [Fact]
    public async Task A_first_mention_in_a_thread_of_Discord_is_answered_once_after_the_start()
    {
        await using var server = await DiscordServer.StartAsync();
        var options = PlatformGateway.Of(server);
        options.AllowGuilds = [DiscordWorld.Guild];
        await using var gateway = await PlatformGateway.StartAsync(
            options, (turn, _) => Task.FromResult(ScriptedDriver.Completed($"re {turn.Triggers[^1].Text}")));
        await server.SaysDirectlyAsync(PlatformGateway.Bob, "one");
        Assert.Equal("re one", (await server.NextSentAsync()).Content);

        await gateway.StopAsync();
        var thread = await server.OpensThreadAsync(DiscordWorld.General, "Work");
        await server.SaysAsync(PlatformGateway.Bob, thread, "<@1000> two");
        await gateway.StartAgainAsync();
        var missed = await server.NextSentAsync();
        Assert.Equal((thread, "re two"), (missed.Channel, missed.Content));

        // A third start has it stored already.
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await Core.ChatGateway.ConnectedAsync(gateway, "discord");
        await server.SaysDirectlyAsync(PlatformGateway.Bob, "three");
        Assert.Equal("re three", (await server.NextSentAsync()).Content);
    }
}
