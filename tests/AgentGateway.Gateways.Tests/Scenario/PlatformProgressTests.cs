using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>The calls of a turn are shown in one message, on servers that speak the platforms' own protocols.</summary>
public sealed class PlatformProgressTests
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task On_Telegram_progress_is_edited_and_the_answer_is_a_new_message()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        await server.SaysAsync(server.Direct(PlatformGateway.Alice), PlatformGateway.Alice, "look");
        var progress = await server.NextSentAsync();
        Assert.Contains("Working", progress.Text, StringComparison.Ordinal);
        _release.SetResult();

        var (isDone, isEnded) = (false, false);
        while (!isDone || !isEnded)
        {
            var sent = await server.NextSentAsync();
            isDone |= sent.Text == "done" && sent.MessageId != progress.MessageId;
            isEnded |= sent.MessageId == progress.MessageId && sent.Text.Contains("Worked", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task On_Discord_progress_is_edited_and_the_answer_is_a_new_message()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        await server.SaysDirectlyAsync(PlatformGateway.Bob, "look");
        var progress = await server.NextSentAsync();
        Assert.Contains("Working", progress.Content, StringComparison.Ordinal);
        _release.SetResult();

        Assert.Equal("done", (await server.NextSentAsync()).Content);
        var edited = await server.Api.Edited.NextAsync();
        while (!edited.Content.Contains("Worked", StringComparison.Ordinal)) edited = await server.Api.Edited.NextAsync();
        Assert.Equal(progress.Id, edited.Id);
    }

    [Fact]
    public async Task On_Slack_progress_is_edited_and_the_answer_is_a_new_message()
    {
        await using var server = await SlackServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        var said = await server.SaysAsync(PlatformGateway.Carol, server.Methods.DirectOf(PlatformGateway.Carol), "look");
        var progress = await server.NextSentAsync();
        Assert.Contains("Working", progress.Message, StringComparison.Ordinal);
        Assert.Equal(said.Number, progress.Thread);
        _release.SetResult();

        Assert.Equal("done", (await server.NextSentAsync()).Message);
        while (!(await server.NextEditAsync()).Message.Contains("Worked", StringComparison.Ordinal))
        {
            // What came before the turn ended is of no interest.
        }
    }

    /// <summary>A gateway whose agent makes one call that ends when it is released.</summary>
    private Task<Gateway> StartAsync(object options) => PlatformGateway.StartAsync(
        options,
        async (turn, stop) =>
        {
            IReadOnlyList<ToolCall> calls = [new("c1", "look", "{}")];
            await turn.RecordStepAsync("", calls, "script", TokenUsage.None, stop);
            await turn.CallToolsAsync(calls, stop);
            return ScriptedDriver.Completed("done");
        },
        _release.Task.WaitAsync);
}
