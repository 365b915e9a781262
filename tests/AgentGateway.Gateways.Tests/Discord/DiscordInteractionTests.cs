using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

public sealed class DiscordInteractionTests
{
    private static CancellationToken Soon => Limits.Soon();

    [Fact]
    public async Task A_slash_command_is_acknowledged_once_it_is_stored_and_answered_privately()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        var isStored = false;
        bot.Host.Storing = async _ =>
        {
            await Task.Yield();
            Assert.False(server.Api.Callbacks.HasMore);
            isStored = true;
        };

        var id = await server.CommandsAsync(DiscordPerson.Alice, DiscordWorld.General, "approve", "apr_1");
        var command = await bot.NextMessageAsync();
        var (acknowledged, type, data) = await server.Api.Callbacks.NextAsync();
        await bot.Connection.AnswerPrivatelyAsync(command.PrivateAnswer!, new("It is approved."), Soon);
        await bot.Connection.AnswerPrivatelyAsync(command.PrivateAnswer!, new("And more."), Soon);

        Assert.True(isStored);
        Assert.Equal((id, 5, 64), (acknowledged, type, (int)data!["flags"]!));
        Assert.Equal(("/approve apr_1", Addressing.Command, id), (command.Text, command.Addressing, command.EventId));
        Assert.Equal(DiscordBot.Address(DiscordWorld.General), command.Address);
        var first = await server.Api.PrivateAnswers.NextAsync();
        Assert.Equal((id, false), (first.Interaction, first.IsFollowing));
        Assert.Equal("It is approved.", (string)first.Body["content"]!);
        var second = await server.Api.PrivateAnswers.NextAsync();
        Assert.Equal((true, 64 | 4), (second.IsFollowing, (int)second.Body["flags"]!));
    }

    [Fact]
    public async Task A_press_stops_waiting_and_its_presser_alone_is_told()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        var address = await bot.Connection.OpenDirectAsync(DiscordPerson.Alice.Id, Soon);
        var card = new OutboundMessage("rm -rf build")
        {
            Buttons = [[new("Approve", "d1", ChatButtonStyle.Approve), new("Deny", "d2", ChatButtonStyle.Deny)]],
        };
        var message = await bot.Connection.SendAsync(address, card, Soon);
        Assert.Equal([("Approve", "d1"), ("Deny", "d2")], (await server.NextSentAsync()).Buttons);

        var id = await server.PressesAsync(DiscordPerson.Alice, address.Chat, message, "d2");
        var press = Assert.IsType<InboundPress>(await bot.Host.NextAsync());
        await bot.Connection.AnswerPressAsync(press.Answer, null, Soon);
        await bot.Connection.AnswerPressAsync(press.Answer, "Alice decided already.", Soon);

        Assert.Equal((address, "d2", message), (press.Address, press.Data, press.MessageId));
        Assert.Equal((id, 6, null), await server.Api.Callbacks.NextAsync());
        var told = await server.Api.PrivateAnswers.NextAsync();
        Assert.Equal((true, "Alice decided already."), (told.IsFollowing, (string)told.Body["content"]!));
    }

    [Fact]
    public async Task What_the_last_process_stored_and_did_not_acknowledge_is_answered_all_the_same()
    {
        await using var server = await DiscordServer.StartAsync();
        InboundMessage command;
        await using (var before = await DiscordBot.ConnectAsync(server))
        {
            server.Faults.Add("POST interactions callback", new(0));
            await server.CommandsAsync(DiscordPerson.Alice, DiscordWorld.General, "status");
            command = await before.NextMessageAsync();
            while (await server.Api.Calls.NextAsync() != "POST interactions callback")
            {
            }
        }

        await using var bot = DiscordBot.Start(server);
        await bot.Connection.AnswerPrivatelyAsync(command.PrivateAnswer!, new("All is well."), Soon);

        var (_, type, data) = await server.Api.Callbacks.NextAsync();
        Assert.Equal((4, "All is well."), (type, (string)data!["content"]!));
    }

    [Fact]
    public async Task Candidates_are_offered_while_an_option_is_typed()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        bot.Host.Candidates.Add(new("rm -rf build (Alice)", "apr_1"));
        bot.Host.Candidates.Add(new("too long", new string('x', 101)));

        await server.TypesAsync(DiscordPerson.Alice, DiscordWorld.General, "approve", "ap");

        var (_, type, data) = await server.Api.Callbacks.NextAsync();
        Assert.Equal(8, type);
        Assert.Equal("""[{"name":"rm -rf build (Alice)","value":"apr_1"}]""", data!["choices"]!.ToJsonString());
        Assert.False(bot.Host.HasMore);
    }

    [Fact]
    public async Task Slash_commands_are_set_where_Discord_has_others()
    {
        await using var server = await DiscordServer.StartAsync();
        var host = new RecordingHost();
        host.Words.Clear();
        host.Words.Add(new("status", "Says what goes on.", null));
        host.Words.Add(new("approve", "Approves a request.", "ID"));
        await using (await DiscordBot.ConnectAsync(server, host))
        {
            var set = await server.Api.CommandsSet.NextAsync();
            Assert.Equal(["status", "approve"], set.Select(command => (string)command!["name"]!));
            Assert.True((bool)set[1]!["options"]![0]!["autocomplete"]!);
        }

        while (server.Api.Calls.HasMore) await server.Api.Calls.NextAsync();
        await using var again = await DiscordBot.ConnectAsync(server, host);
        while (await server.Api.Calls.NextAsync() is not "GET applications commands")
        {
        }

        Assert.False(server.Api.CommandsSet.HasMore);
    }
}
