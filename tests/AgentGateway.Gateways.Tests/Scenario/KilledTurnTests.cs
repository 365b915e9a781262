using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>
/// The program itself, killed while a person watches an answer being written or a turn making calls. But for one test
/// the kill comes when the platform has seen a second call of what is shown, so that the first is durable.
/// </summary>
public sealed class KilledTurnTests
{
    [Fact]
    public async Task A_stream_that_a_kill_left_on_Slack_becomes_the_answer()
    {
        await using var server = await SlackServer.StartAsync();
        await using var model = await HeldModel.StartAsync();
        using var folder = new TemporaryFolder();
        var platform = KilledPlatform.Of(server);
        var started = default(SlackCall);
        using (var daemon = await KilledDaemon.StartAsync(platform, folder["data"], model))
            await KilledDaemon.UntilKilledAsync(daemon, async () =>
            {
                await platform.SaysAsync(platform.People[0], "please write");
                started = await server.NextAsync("chat.startStream");
                await server.NextAsync("chat.appendStream");
            });
        Assert.NotNull(server.Methods.Find(started!.Channel, started.Number)!["streaming"]);

        model.Release();
        using var again = await KilledDaemon.StartAsync(platform, folder["data"], model);
        await KilledDaemon.UntilKilledAsync(again, async () =>
        {
            var finished = await server.NextEditAsync();
            Assert.Equal((started.Number, HeldModel.Answer), (finished.Number, finished.Message));
        });

        Assert.Null(server.Methods.Find(started.Channel, started.Number)!["streaming"]);
        Assert.False(server.HasMore("chat.postMessage") || server.HasMore("chat.startStream"));
    }

    [Fact]
    public async Task Killed_as_a_stream_begins_on_Slack_the_answer_takes_its_place_or_is_marked()
    {
        await using var server = await SlackServer.StartAsync();
        await using var model = await HeldModel.StartAsync();
        using var folder = new TemporaryFolder();
        var platform = KilledPlatform.Of(server);
        var started = default(SlackCall);
        using (var daemon = await KilledDaemon.StartAsync(platform, folder["data"], model))
            await KilledDaemon.UntilKilledAsync(daemon, async () =>
            {
                await platform.SaysAsync(platform.People[0], "please write");
                started = await server.NextAsync("chat.startStream");
            });

        model.Release();
        using var again = await KilledDaemon.StartAsync(platform, folder["data"], model);
        await KilledDaemon.UntilKilledAsync(again, async () =>
        {
            var (edited, sent) = (platform.NextEditAsync(), platform.NextSentAsync());
            var answer = await await Task.WhenAny(edited, sent);
            if (answer.Id != started!.Number) Assert.EndsWith("(may be a duplicate)", answer.Text);
            else Assert.Equal(HeldModel.Answer, answer.Text);
        });
    }

    [Fact]
    public async Task After_a_kill_amid_a_draft_on_Telegram_the_answer_comes_once()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var model = await HeldModel.StartAsync();
        using var folder = new TemporaryFolder();
        var platform = KilledPlatform.Of(server);
        using (var daemon = await KilledDaemon.StartAsync(platform, folder["data"], model))
            await KilledDaemon.UntilKilledAsync(daemon, async () =>
            {
                await platform.SaysAsync(platform.People[0], "please write");
                await server.NextCallAsync("sendMessageDraft");
            });

        model.Release();
        using var again = await KilledDaemon.StartAsync(platform, folder["data"], model);
        await KilledDaemon.UntilKilledAsync(again, async () =>
        {
            Assert.Equal(HeldModel.Answer, (await platform.NextSentAsync()).Text);
            // What is sent next is the answer to the next message.
            await platform.SaysAsync(platform.People[1], "hello");
            Assert.Equal(platform.People[1], (await platform.NextSentAsync()).Person);
        });
    }

    [Fact]
    public async Task The_calls_that_a_kill_left_on_Telegram_are_shown_to_their_end_by_the_same_message()
    {
        await using var server = await TelegramServer.StartAsync();
        await KilledAmidCallsAsync(KilledPlatform.Of(server));
    }

    [Fact]
    public async Task The_calls_that_a_kill_left_on_Discord_are_shown_to_their_end_by_the_same_message()
    {
        await using var server = await DiscordServer.StartAsync();
        await KilledAmidCallsAsync(KilledPlatform.Of(server));
    }

    [Fact]
    public async Task The_calls_that_a_kill_left_on_Slack_are_shown_to_their_end_by_the_same_message()
    {
        await using var server = await SlackServer.StartAsync();
        await KilledAmidCallsAsync(KilledPlatform.Of(server), isAnswerSent: false);
    }

    /// <param name="isAnswerSent">Whether the answer is sent at once; in Slack it may begin as live text.</param>
    private static async Task KilledAmidCallsAsync(KilledPlatform platform, bool isAnswerSent = true)
    {
        await using var model = await HeldModel.StartAsync();
        using var folder = new TemporaryFolder();
        var progress = default(SeenMessage);
        using (var daemon = await KilledDaemon.StartAsync(platform, folder["data"], model))
            await KilledDaemon.UntilKilledAsync(daemon, async () =>
            {
                await platform.SaysAsync(platform.People[0], "please look");
                progress = await platform.NextSentAsync();
                Assert.Contains("Working", progress.Text, StringComparison.Ordinal);
                model.GoOn();
                // Two calls stand in it now.
                while ((await platform.NextEditAsync()).Text.Split("agent_list").Length < 3)
                    TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            });

        model.Release();
        using var again = await KilledDaemon.StartAsync(platform, folder["data"], model);
        await KilledDaemon.UntilKilledAsync(again, async () =>
        {
            if (isAnswerSent) Assert.Equal(HeldModel.Answer, (await platform.NextSentAsync()).Text);
            while (true)
            {
                var edited = await platform.NextEditAsync();
                if (edited.Id != progress!.Id) continue;
                Assert.DoesNotContain("may be a duplicate", edited.Text, StringComparison.Ordinal);
                if (edited.Text.Contains("Worked", StringComparison.Ordinal)) break;
            }
        });
    }
}
