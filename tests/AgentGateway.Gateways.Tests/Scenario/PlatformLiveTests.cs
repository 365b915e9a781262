using AgentGateway.Gateways.Tests.Slack;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>An answer is seen while it is written, on a server that speaks the platform's own protocol.</summary>
public sealed class PlatformLiveTests
{
    [Fact]
    public async Task In_a_channel_of_Slack_the_author_of_the_message_sees_the_answer_grow()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await SlackServer.StartAsync();
        var options = PlatformGateway.Of(server);
        options.AllowChannels = ["C1"];
        await using var gateway = await PlatformGateway.StartAsync(options, async (turn, stop) =>
        {
            turn.Stream("It ");
            await begun.Task.WaitAsync(stop);
            return ScriptedDriver.Completed("It is so.");
        });
        await server.SaysAsync(
            PlatformGateway.Carol, "C1", $"<@{SlackServer.BotUser}> is it so?", null, new() { ["user_team"] = "T7" });

        var started = await server.NextAsync("chat.startStream");
        Assert.Equal(
            (PlatformGateway.Carol, "T7"),
            (started.Text("recipient_user_id"), started.Text("recipient_team_id")));
        begun.SetResult();
        var stopped = await server.NextAsync("chat.stopStream");

        Assert.Equal(started.Number, stopped.Number);
        Assert.Equal("It is so.", (string?)server.Methods.Find("C1", started.Number)!["text"]);
        Assert.False(server.HasMore("chat.postMessage"));
    }
}
