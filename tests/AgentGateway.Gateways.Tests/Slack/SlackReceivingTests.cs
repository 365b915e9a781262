using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>What people do in Slack, as it reaches the gateway over a socket.</summary>
public sealed class SlackReceivingTests
{
    [Fact]
    public async Task A_direct_message_opens_a_conversation_of_its_own_thread()
    {
        await using var link = await SlackLink.StartAsync();
        link.Server.Methods.Name("U1", "Alice");

        var said = await link.Server.SaysAsync("U1", "D1", "what &lt;is&gt; this &amp;amp; that?");
        await said.Acknowledged;

        var message = await link.NextMessageAsync();
        Assert.Equal(
            new InboundMessage(
                $"D1:{said.Number}",
                SlackLink.At("D1", said.Number),
                said.Number,
                new(IsDirect: true, "D1"),
                new("U1", "Alice") { Team = "T1" },
                "what <is> this &amp; that?")
            {
                Addressing = Addressing.Direct, Files = message.Files, NotUnderstood = message.NotUnderstood,
            },
            message);
        Assert.Empty(message.Files);
        Assert.Empty(message.NotUnderstood);
    }

    [Fact]
    public async Task A_mention_comes_twice_with_one_id_and_without_the_mention()
    {
        await using var link = await SlackLink.StartAsync();

        var said = await link.Server.SaysAsync("U1", "C1", "<@UBOT> look at <#C2|ops> with <@U2>");
        await said.Acknowledged;

        var (first, second) = (await link.NextMessageAsync(), await link.NextMessageAsync());
        Assert.Equal(first.EventId, second.EventId);
        Assert.Equal([Addressing.Mention, Addressing.Mention], [first.Addressing, second.Addressing]);
        Assert.Equal("look at #ops with @U2", first.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(new ChatLocation(IsDirect: false, "C1"), first.Place);
    }

    [Fact]
    public async Task A_reply_in_a_thread_of_the_bot_is_a_reply_to_it()
    {
        await using var link = await SlackLink.StartAsync();
        var number = await link.Connection.SendAsync(SlackLink.At("C1", null), new("A question."), default);

        await link.Server.SaysAsync("U1", "C1", "yes", number);

        var message = await link.NextMessageAsync();
        Assert.Equal(
            (Addressing.Reply, number, number), (message.Addressing, message.ReplyTo, message.Address.Thread));
    }

    [Fact]
    public async Task What_is_said_to_others_in_a_known_conversation_has_its_authors_name()
    {
        await using var link = await SlackLink.StartAsync();
        link.Server.Methods.Name("U1", "Alice");
        var root = await link.Server.SaysAsync("U1", "C1", "to others");
        Assert.Equal((Addressing.None, "U1"), Described(await link.NextMessageAsync()));

        lock (link.Host.Known) link.Host.Known.Add((SlackLink.At("C1", root.Number), root.Number));
        await link.Server.SaysAsync("U1", "C1", "and more", root.Number);

        Assert.Equal((Addressing.None, "Alice"), Described(await link.NextMessageAsync()));

        static (Addressing, string) Described(InboundMessage message) => (message.Addressing, message.Author.Name);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_before_it_is_stored()
    {
        await using var link = await SlackLink.StartAsync();
        var (begun, stored) = (new TaskCompletionSource(), new TaskCompletionSource());
        link.Host.Storing = happened =>
        {
            begun.TrySetResult();
            return stored.Task;
        };

        var said = await link.Server.SaysAsync("U1", "D1", "hello");
        await begun.Task.WaitAsync(Limits.Signal);
        Assert.Empty(link.Server.Deliveries.Acknowledged);
        stored.SetResult();

        await said.Acknowledged;
    }

    [Fact]
    public async Task What_could_not_be_stored_comes_again()
    {
        await using var link = await SlackLink.StartAsync();
        var failures = 1;
        link.Host.Storing = _ => Interlocked.Decrement(ref failures) >= 0
            ? Task.FromException(new ChatException(ChatFaultKind.Unavailable, "The store is full."))
            : Task.CompletedTask;

        var said = await link.Server.SaysAsync("U1", "D1", "hello");
        await said.Acknowledged;

        Assert.Equal($"D1:{said.Number}", (await link.NextMessageAsync()).EventId);
    }

    [Fact]
    public async Task Messages_of_one_channel_keep_their_order_and_other_channels_do_not_wait()
    {
        await using var link = await SlackLink.StartAsync();
        var held = new TaskCompletionSource();
        link.Host.Storing = happened => happened.Address.Chat == "D1" ? held.Task : Task.CompletedTask;

        var first = await link.Server.SaysAsync("U1", "D1", "one");
        var second = await link.Server.SaysAsync("U1", "D1", "two");
        var other = await link.Server.SaysAsync("U2", "D2", "three");
        await other.Acknowledged;
        Assert.Equal("three", (await link.NextMessageAsync()).Text);
        held.SetResult();

        await Task.WhenAll(first.Acknowledged, second.Acknowledged);
        Assert.Equal(["one", "two"], [(await link.NextMessageAsync()).Text, (await link.NextMessageAsync()).Text]);
    }

    [Fact]
    public async Task A_hundred_conversations_at_once_keep_their_orders_while_a_socket_is_replaced()
    {
        const int Conversations = 100;
        const int Messages = 10;
        await using var link = await SlackLink.StartAsync();
        List<Task> acknowledged = [];
        for (var index = 0; index < Messages; index++)
        {
            for (var chat = 0; chat < Conversations; chat++)
                acknowledged.Add((await link.Server.SaysAsync("U1", $"D{chat}", $"{index}")).Acknowledged);
            if (index == Messages / 2)
                await link.Server.Deliveries.Newest.SendAsync("""{"type":"disconnect","reason":"warning"}""");
        }

        await Task.WhenAll(acknowledged);
        List<InboundMessage> stored = [];
        while (link.Host.HasMore) stored.Add(await link.NextMessageAsync());

        Assert.Equal(Conversations * Messages, stored.Count);
        // Between two open sockets Slack promises no order, so only what came over one is compared.
        Assert.All(
            stored.GroupBy(message => message.Address.Chat),
            chat => Assert.Equal(
                Enumerable.Range(0, (Messages / 2) + 1).Select(index => $"{index}"),
                chat.Select(message => message.Text).Where(text => string.CompareOrdinal(text, "5") <= 0)));
    }

    [Fact]
    public async Task An_edit_and_a_deletion_name_the_message()
    {
        await using var link = await SlackLink.StartAsync();
        var said = await link.Server.SaysAsync("U1", "D1", "helo");
        await link.NextMessageAsync();

        await link.Server.EditsAsync("D1", said.Number, "hello");
        await link.Server.DeletesAsync("D1", said.Number);

        var edit = Assert.IsType<InboundEdit>(await link.Host.NextAsync());
        Assert.Equal((said.Number, "hello", "U1"), (edit.MessageId, edit.Text, edit.Author.Id));
        Assert.StartsWith($"D1:{said.Number}:", edit.EventId, StringComparison.Ordinal);
        var deletion = Assert.IsType<InboundDeletion>(await link.Host.NextAsync());
        Assert.Equal((said.Number, said.Number), (deletion.MessageId, deletion.Address.Thread));
    }

    [Fact]
    public async Task A_press_gives_the_data_back_and_is_answered_to_its_person_alone()
    {
        await using var link = await SlackLink.StartAsync();
        var said = await link.Server.SaysAsync("U1", "C1", "<@UBOT> go");
        await link.Connection.SendAsync(
            SlackLink.At("C1", said.Number),
            new("Run it?") { Buttons = [[new("Approve", "card-1", ChatButtonStyle.Approve), new("Deny", "card-2")]] },
            default);
        var sent = await link.Server.NextSentAsync();
        Assert.Equal([("Approve", "card-1", "primary"), ("Deny", "card-2", null)], sent.Buttons);
        await link.NextMessageAsync();
        await link.NextMessageAsync();

        await (await link.Server.PressesAsync("U2", sent, "Approve")).Acknowledged;

        var press = Assert.IsType<InboundPress>(await link.Host.NextAsync());
        Assert.Equal(
            ("card-1", sent.Number, "U2", said.Number),
            (press.Data, press.MessageId, press.Author.Id, press.Address.Thread));
        await link.Connection.AnswerPressAsync(press.Answer, "You may not approve this.", default);
        var answer = await link.Server.NextPrivateAsync();
        Assert.Equal(("You may not approve this.", "ephemeral"), (answer.Message, answer.Text("response_type")));
    }

    [Fact]
    public async Task A_press_is_answered_by_the_bot_where_its_address_has_expired()
    {
        await using var link = await SlackLink.StartAsync();
        await link.Connection.SendAsync(
            SlackLink.At("D1", null), new("Run it?") { Buttons = [[new("Deny", "card-2")]] }, default);
        await link.Server.PressesAsync("U2", await link.Server.NextSentAsync(), "Deny");
        var press = Assert.IsType<InboundPress>(await link.Host.NextAsync());
        Assert.Null(press.Address.Thread);
        link.Server.Fail("response_url", new SlackFailure { Status = 404, Error = "expired_url" });

        await link.Connection.AnswerPressAsync(press.Answer, "Alice decided it.", default);

        var answer = await link.Server.NextAsync("chat.postEphemeral");
        Assert.Equal(("U2", "D1", "Alice decided it."), (answer.Text("user"), answer.Channel, answer.Message));
    }

    [Fact]
    public async Task A_command_acts_on_the_conversation_that_its_author_last_wrote_in()
    {
        await using var link = await SlackLink.StartAsync();
        var said = await link.Server.SaysAsync("U1", "C1", "<@UBOT> go");
        await said.Acknowledged;
        await link.NextMessageAsync();
        await link.NextMessageAsync();

        await (await link.Server.CommandsAsync("U1", "C1", "approve apr_1 &amp; go")).Acknowledged;
        await (await link.Server.CommandsAsync("U2", "C1", "")).Acknowledged;

        var (first, second) = (await link.NextMessageAsync(), await link.NextMessageAsync());
        Assert.Equal(("/approve apr_1 & go", said.Number), (first.Text, first.Address.Thread));
        Assert.Equal(("/help", null), (second.Text, second.Address.Thread));
        Assert.Equal([Addressing.Command, Addressing.Command], [first.Addressing, second.Addressing]);
        await link.Connection.AnswerPrivatelyAsync(first.PrivateAnswer!, new("In **thread** one."), default);
        var answer = await link.Server.NextPrivateAsync();
        Assert.Equal(("In *thread* one.", "ephemeral"), (answer.Message, answer.Text("response_type")));
    }

    [Fact]
    public async Task A_command_in_a_direct_message_between_others_acts_on_the_authors_own_with_the_bot()
    {
        await using var link = await SlackLink.StartAsync();
        var own = link.Server.Methods.DirectOf("U1");
        var said = await link.Server.SaysAsync("U1", own, "hello");
        await said.Acknowledged;
        await link.NextMessageAsync();

        await link.Server.CommandsAsync("U1", own, "status");
        await link.Server.CommandsAsync("U1", "DOTHERS", "status");

        var (here, there) = (await link.NextMessageAsync(), await link.NextMessageAsync());
        Assert.Equal(SlackLink.At(own, said.Number), here.Address);
        Assert.Equal((SlackLink.At(own, said.Number), own), (there.Address, there.Place.Channel));
    }

    [Fact]
    public async Task A_shared_file_is_named_and_can_be_fetched()
    {
        await using var link = await SlackLink.StartAsync();

        await link.Server.SharesAsync("U1", "D1", "see", "żółw.txt", "content"u8.ToArray());

        var message = await link.NextMessageAsync();
        var file = Assert.Single(message.Files);
        Assert.Equal(("see", "żółw.txt", 7L), (message.Text, file.Name, file.Bytes));
        Assert.Equal("content"u8.ToArray(), await link.Connection.DownloadAsync(file.Reference, 7, default));
        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.DownloadAsync(file.Reference, 6, default));
        Assert.Equal(ChatFaultKind.TooLarge, fault.Kind);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/files/F1")]
    [InlineData("https://slack.com.example.org/files/F1")]
    [InlineData("https://user@files.slack.com/F1")]
    [InlineData("http://files.slack.com/F1")]
    [InlineData("file:///etc/passwd")]
    public async Task The_token_goes_to_no_other_server(string address)
    {
        await using var link = await SlackLink.MakeAsync();

        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.DownloadAsync(address, 100, default));

        Assert.Equal(ChatFaultKind.Refused, fault.Kind);
    }
}
