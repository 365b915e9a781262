using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>What people say and what the bot answers, over the wire.</summary>
public sealed class DiscordConnectionTests
{
    private static CancellationToken Soon => Limits.Soon();

    [Fact]
    public async Task A_direct_message_is_received_and_answered()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);

        var id = await server.SaysDirectlyAsync(DiscordPerson.Alice, "hello");
        var said = await bot.NextMessageAsync();
        var answered = await bot.Connection.SendAsync(said.Address, new("good **day**") { Key = "k1" }, Soon);
        var sent = await server.NextSentAsync();

        var direct = server.DirectOf(DiscordPerson.Alice);
        Assert.Equal(
            new InboundMessage(
                id, DiscordBot.Address(direct), id, new(true, direct), new("501", "Alice"), "hello")
            {
                Addressing = Addressing.Direct,
                Files = said.Files,
                NotUnderstood = said.NotUnderstood,
            },
            said);
        Assert.Equal((direct, answered, "good **day**"), (sent.Channel, sent.Id, sent.Content));
        Assert.Equal("[]", sent.Body["allowed_mentions"]!["parse"]!.ToJsonString());
        Assert.False(bot.Host.HasMore);
    }

    [Fact]
    public async Task A_mention_opens_a_thread_in_which_the_conversation_goes_on()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);

        await server.SaysAsync(DiscordPerson.Bob, DiscordWorld.General, "not to the bot");
        var root = await server.SaysAsync(DiscordPerson.Alice, DiscordWorld.General, "<@1000> check the build");
        var said = await bot.NextMessageAsync();
        Assert.Equal(DiscordBot.Address(DiscordWorld.General, root), said.Address);
        Assert.Equal(("check the build", Addressing.Mention), (said.Text, said.Addressing));
        Assert.Equal(new(false, DiscordWorld.General, DiscordWorld.Guild, "#general"), said.Place);

        await bot.Connection.MarkQueuedAsync(said.Address, said.MessageId, Soon);
        await bot.Connection.ShowWorkingAsync(said.Address, Soon);
        await bot.Connection.SendAsync(
            said.Address, new("on it") { ReplyTo = root, ThreadTitle = "Check the build" }, Soon);
        await bot.Connection.SendAsync(said.Address, new("done"), Soon);

        Assert.Equal((DiscordWorld.General, root, "👀"), await server.Api.Reacted.NextAsync());
        Assert.Equal(DiscordWorld.General, await server.Api.Typed.NextAsync());
        Assert.Equal((root, "Check the build"), await server.Api.Opened.NextAsync());
        var first = await server.NextSentAsync();
        Assert.Equal((root, null), (first.Channel, first.ReplyTo));
        var second = await server.NextSentAsync();
        Assert.Equal((root, "done"), (second.Channel, second.Content));
        Assert.False(server.Api.Opened.HasMore);

        await server.SaysAsync(DiscordPerson.Bob, root, "and the tests?");
        var followed = await bot.NextMessageAsync();
        Assert.Equal((said.Address, Addressing.None), (followed.Address, followed.Addressing));
        Assert.Equal(DiscordWorld.General, followed.Place.Channel);
    }

    [Fact]
    public async Task Where_no_thread_can_be_opened_answers_reply_in_the_channel()
    {
        await using var server = await DiscordServer.StartAsync();
        server.Api.AllowsThreads = false;
        await using var bot = await DiscordBot.ConnectAsync(server);

        var root = await server.SaysAsync(DiscordPerson.Alice, DiscordWorld.General, "<@1000> hello");
        var said = await bot.NextMessageAsync();
        var card = await bot.Connection.SendAsync(
            said.Address, new("may I?") { Buttons = [[new("Approve", "a1", ChatButtonStyle.Approve)]] }, Soon);
        var sent = await server.NextSentAsync();
        Assert.Equal((DiscordWorld.General, root), (sent.Channel, sent.ReplyTo));

        await server.PressesAsync(DiscordPerson.Alice, DiscordWorld.General, card, "a1");
        var press = Assert.IsType<InboundPress>(await bot.Host.NextAsync());
        Assert.Equal((said.Address, "a1"), (press.Address, press.Data));

        await bot.Connection.EditAsync(said.Address, card, new("Approved"), Soon);
        Assert.Equal(card, (await server.Api.Edited.NextAsync()).Id);
    }

    [Fact]
    public async Task A_conversation_of_before_the_start_goes_on_in_its_thread()
    {
        await using var server = await DiscordServer.StartAsync();
        string root;
        await using (var before = await DiscordBot.ConnectAsync(server))
        {
            root = await server.SaysAsync(DiscordPerson.Alice, DiscordWorld.General, "<@1000> hello");
            var said = await before.NextMessageAsync();
            await before.Connection.SendAsync(said.Address, new("good day"), Soon);
            await server.NextSentAsync();
        }

        await using var bot = DiscordBot.Start(server);
        var address = DiscordBot.Address(DiscordWorld.General, root);
        await bot.Connection.SendAsync(address, new("one more thing"), Soon);

        Assert.Equal(root, (await server.NextSentAsync()).Channel);
        Assert.Equal(root, (await server.Api.Opened.NextAsync()).Thread);
        Assert.False(server.Api.Opened.HasMore);
    }

    [Fact]
    public async Task A_conversation_of_before_the_start_has_its_thread_opened_where_it_has_none()
    {
        await using var server = await DiscordServer.StartAsync();
        var root = await server.SaysAsync(DiscordPerson.Alice, DiscordWorld.General, "<@1000> hello");
        await using var bot = DiscordBot.Start(server);

        await bot.Connection.SendAsync(DiscordBot.Address(DiscordWorld.General, root), new("good day"), Soon);

        Assert.Equal(root, (await server.NextSentAsync()).Channel);
        Assert.Equal(root, (await server.Api.Opened.NextAsync()).Thread);
    }

    [Fact]
    public async Task A_hundred_conversations_at_once_are_each_received_in_order()
    {
        await using var server = await DiscordServer.StartAsync();
        var host = new RecordingHost { Storing = async _ => await Task.Yield() };
        await using var bot = await DiscordBot.ConnectAsync(server, host);
        var people = Enumerable.Range(600, 100).Select(id => new DiscordPerson($"{id}", $"Person {id}")).ToList();

        foreach (var text in (string[])["1", "2", "3"])
            foreach (var person in people) await server.SaysDirectlyAsync(person, text);
        List<InboundMessage> received = [];
        while (received.Count < 300) received.Add(await bot.NextMessageAsync());

        var conversations = received.GroupBy(message => message.Address).ToList();
        Assert.Equal(100, conversations.Count);
        Assert.All(conversations, said => Assert.Equal(["1", "2", "3"], said.Select(message => message.Text)));
    }

    [Fact]
    public async Task A_thread_that_was_deleted_is_not_answered_in_its_channel()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        var thread = await server.OpensThreadAsync(DiscordWorld.General, "plans");
        await server.SaysAsync(DiscordPerson.Alice, thread, "<@1000> hello");
        var said = await bot.NextMessageAsync();
        bot.Host.Known.Add((said.Address, said.MessageId));
        await server.RemovesAsync("THREAD_DELETE", thread);
        var closed = Assert.IsType<InboundClosed>(await bot.Host.NextAsync());

        var refused = await Assert.ThrowsAsync<ChatException>(
            () => bot.Connection.SendAsync(said.Address, new("hello"), Soon));

        Assert.Equal(said.Address, closed.Address);
        Assert.Equal(ChatFaultKind.Closed, refused.Kind);
        Assert.False(server.Api.Sent.HasMore);
    }

    [Fact]
    public async Task A_message_in_doubt_is_repeated_once_under_its_key()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        var address = await bot.Connection.OpenDirectAsync(DiscordPerson.Alice.Id, Soon);
        server.Faults.Add("POST channels messages", new(0, IsDone: true));
        var message = new OutboundMessage("only once") { Key = "out1" };

        var lost = await Assert.ThrowsAsync<ChatException>(
            () => bot.Connection.SendAsync(address, message, Soon));
        var id = await bot.Connection.SendAsync(address, message, Soon);

        Assert.Equal(ChatFaultKind.InDoubt, lost.Kind);
        Assert.True(bot.Connection.Features.RepeatsOnce);
        Assert.Equal(id, (await server.NextSentAsync()).Id);
        Assert.False(server.Api.Sent.HasMore);
    }

    [Fact]
    public async Task Edits_and_deletions_of_people_are_received()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        var id = await server.SaysDirectlyAsync(DiscordPerson.Alice, "hello");
        var said = await bot.NextMessageAsync();

        await server.EditsAsync(said.Address.Chat, id, "hello there");
        await server.DeletesAsync(said.Address.Chat, id);

        var edit = Assert.IsType<InboundEdit>(await bot.Host.NextAsync());
        Assert.Equal((id, "hello there", said.Address), (edit.MessageId, edit.Text, edit.Address));
        Assert.Equal(
            new InboundDeletion($"{id}:deleted", said.Address, id), await bot.Host.NextAsync());
    }

    [Fact]
    public async Task Files_go_in_both_directions()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        var direct = server.DirectOf(DiscordPerson.Alice);
        await server.SendsFileAsync(DiscordPerson.Alice, direct, "", "notes.txt", "content"u8.ToArray());
        var said = await bot.NextMessageAsync();
        var file = Assert.Single(said.Files);

        Assert.Equal(("notes.txt", 7L), (file.Name, file.Bytes));
        Assert.Equal("content"u8.ToArray(), await bot.Connection.DownloadAsync(file.Reference, 100, Soon));
        await RefusesAsync(ChatFaultKind.TooLarge, () => bot.Connection.DownloadAsync(file.Reference, 3, Soon));
        await RefusesAsync(
            ChatFaultKind.Refused, () => bot.Connection.DownloadAsync("http://127.0.0.1:1/notes.txt", 100, Soon));

        var answer = new OutboundMessage("see the file")
        {
            File = new("wyjście.txt", "text/plain", "long"u8.ToArray()),
        };
        await bot.Connection.SendAsync(said.Address, answer, Soon);
        var sent = await server.NextSentAsync();
        Assert.Equal("wyjście.txt", Assert.Single(sent.Files).Name);
        Assert.Equal("see the file", sent.Content);
    }

    [Fact]
    public async Task Another_bot_is_told_as_one_and_the_bot_itself_is_not_heard()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var bot = await DiscordBot.ConnectAsync(server);
        var address = await bot.Connection.OpenDirectAsync(DiscordPerson.Alice.Id, Soon);
        await bot.Connection.SendAsync(address, new("hello"), Soon);

        await server.SaysAsync(new("900", "Other", IsBot: true), DiscordWorld.General, "<@1000> approve all");

        var said = await bot.NextMessageAsync();
        Assert.Equal(new("900", "Other", IsBot: true), said.Author);
    }

    private static async Task RefusesAsync(ChatFaultKind kind, Func<Task> call) =>
        Assert.Equal(kind, (await Assert.ThrowsAsync<ChatException>(call)).Kind);
}
