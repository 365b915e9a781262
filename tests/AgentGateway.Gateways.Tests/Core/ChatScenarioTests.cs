using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Core;

public sealed class ChatScenarioTests
{
    [Fact]
    public async Task A_message_of_an_allowed_person_is_answered_in_its_conversation_and_known_by_its_author()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);

        await chat.SaysAsync("hello");

        var answer = await chat.NextAsync();
        Assert.Equal("svarog heard: hello", answer.Text);
        Assert.Equal(chat.Direct("1"), answer.Address);
        var said = (await gateway.ReadAsync(await ThreadAsync(gateway))).Messages[0];
        Assert.Equal(("test:1", "Alice", "hello"), (said.Author, said.AuthorName, said.Text));
    }

    [Fact]
    public async Task An_event_that_is_delivered_five_times_makes_one_message()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        var message = await chat.SaysAsync("once");
        for (var again = 0; again < 4; again++) await chat.SaysAsync(message);

        await chat.SaysAsync("then");

        Assert.Equal("svarog heard: once", (await chat.NextAsync()).Text);
        Assert.Equal("svarog heard: then", (await chat.NextAsync()).Text);
    }

    [Fact]
    public async Task Messages_of_a_conversation_keep_their_order()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        for (var number = 0; number < 20; number++) await chat.SaysAsync($"n{number}");

        for (var number = 0; number < 20; number++)
            Assert.Equal($"svarog heard: n{number}", (await chat.NextAsync()).Text);
    }

    [Fact]
    public async Task A_stranger_gets_a_code_and_nothing_that_was_said_before_is_processed()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);

        await chat.SaysAsync("let me in", "7", "Mallory");

        var offered = await chat.NextAsync();
        Assert.Contains("agw gateways pair ", offered.Text, StringComparison.Ordinal);
        await chat.SaysAsync("let me in, I say", "7", "Mallory");
        await chat.SaysAsync("hello");
        Assert.Equal("svarog heard: hello", (await chat.NextAsync()).Text);
        Assert.Single((await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads);
    }

    [Fact]
    public async Task A_link_lets_in_the_first_person_who_comes_with_its_code()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        await chat.HostAsync();
        var report = gateway.Runtime.Get<Tools.GatewayReport>();
        var link = (await report.InviteAsync(Gateway.Operator, "test", "R2", Gateway.Stop)).Value.Link;
        Assert.StartsWith("test:gateway_bot/", link, StringComparison.Ordinal);

        await ComesAsync("7", "Mallory", link[..^1]);
        Assert.Contains("does not know you", (await chat.NextAsync()).Text, StringComparison.Ordinal);
        await ComesAsync("8", "Bob", link);
        Assert.StartsWith(
            "You are let in, and may approve calls up to R2.", (await chat.NextAsync()).Text, StringComparison.Ordinal);
        await ComesAsync("9", "Carol", link);
        Assert.Contains("does not know you", (await chat.NextAsync()).Text, StringComparison.Ordinal);

        await chat.SaysAsync("hello", "8", "Bob");
        Assert.Equal("svarog heard: hello", (await chat.NextAsync()).Text);
        var let = report.People().People.Single(person => person.From == "pairing");
        Assert.Equal(("8", "Bob", "R2"), (let.Id, let.Name, let.ApproveUpTo));

        Task ComesAsync(string person, string name, string by) => chat.SaysAsync(
            chat.Message(chat.Direct(person), true, "/start", person, name) with
            {
                Addressing = Addressing.Command, Invitation = by.Split('/')[1],
            });
    }

    [Fact]
    public async Task A_confirmed_code_lets_the_person_in_once()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        await chat.SaysAsync("let me in", "7", "Mallory");
        var code = (await chat.NextAsync()).Text.Split('\n').Single(
            line => line.StartsWith("agw gateways pair ", StringComparison.Ordinal))[^8..];
        var report = gateway.Runtime.Get<Tools.GatewayReport>();

        var paired = await report.PairAsync(Gateway.Operator, code.ToLowerInvariant(), "R2", Gateway.Stop);
        var repeated = await report.PairAsync(Gateway.Operator, code, null, Gateway.Stop);

        Assert.Equal(("7", "R2"), (paired.Value.Id, paired.Value.ApproveUpTo));
        Assert.Equal("unknown_code", repeated.Rejection!.Code);
        await chat.SaysAsync("hello", "7", "Mallory");
        Assert.Equal("svarog heard: hello", (await chat.NextAsync()).Text);
    }

    [Fact]
    public async Task In_a_group_only_what_is_said_to_the_bot_by_allowed_people_in_an_allowed_group_is_taken()
    {
        var chat = new TestPlatform { Groups = { "g1" } };
        await using var gateway = await ChatGateway.StartAsync(chat);
        var (allowed, other) = (chat.Group("g1", "t1"), chat.Group("g2", "t1"));
        await chat.SaysInAsync(allowed, "among us", Addressing.None);
        await chat.SaysInAsync(other, "elsewhere", Addressing.Mention);
        await chat.SaysInAsync(allowed, "stranger", Addressing.Mention, "9", "Eve");
        await chat.SaysInAsync(allowed, "to the bot", Addressing.Mention);
        Assert.Equal("svarog heard: to the bot", (await chat.NextAsync()).Text);

        await chat.SaysInAsync(allowed, "in the joined thread", Addressing.None);

        Assert.Equal("svarog heard: in the joined thread", (await chat.NextAsync()).Text);
        var standing = gateway.Runtime.Get<Tools.GatewayReport>().List().Gateways.Single();
        Assert.Equal(2, standing.Refused);
        Assert.Contains(standing.Refusals!, refusal => refusal.Sender == "9");
    }

    [Fact]
    public async Task What_is_said_elsewhere_in_the_thread_appears_with_its_speaker()
    {
        var (chat, other) = (new TestPlatform(), new TestPlatform { Name = "other" });
        await using var gateway = await ChatGateway.StartAsync(chat, other);
        await chat.SaysAsync("hello");
        await chat.NextAsync();
        var thread = await ThreadAsync(gateway);
        await other.SaysAsync($"/switch {thread}", "1", "Bob");
        await other.NextAsync();

        await other.SaysAsync("from there", "1", "Bob");
        await gateway.SendAsync("from the desk", thread);

        var shown = new List<string>();
        while (shown.Count < 4) shown.Add((await chat.NextAsync()).Text);
        Assert.Equal(
            [
                "**Bob (other):** from there",
                "**operator (command line):** from the desk",
                "svarog heard: from the desk",
                "svarog heard: from there",
            ],
            shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_approval_by_button_runs_the_call_and_the_card_says_who_decided()
    {
        var chat = new TestPlatform { Approvers = { "1" } };
        var tool = new CountedTool();
        await using var gateway = await ChatGateway.StartAsync(tool, chat);
        await chat.SaysAsync("go");
        var card = await chat.NextAsync();
        Assert.Contains("execute", card.Text, StringComparison.Ordinal);
        Assert.Contains("Approve", card.Message.Buttons.SelectMany(row => row).Select(button => button.Label));
        Assert.Contains("Deny", card.Message.Buttons.SelectMany(row => row).Select(button => button.Label));

        await chat.PressesAsync(card, "Approve");

        var edited = await chat.NextEditAsync();
        Assert.Equal(card.Id, edited.MessageId);
        Assert.Contains("Approved by Alice at ", edited.Message.Markdown, StringComparison.Ordinal);
        Assert.Empty(edited.Message.Buttons);
        Assert.Equal("done", (await chat.NextAsync()).Text);
        Assert.Single(tool.Runs);
        await chat.PressesAsync(card, "Deny");
        Assert.Equal("It is decided already, by Alice.", chat.PressAnswers.Last().Text);
    }

    [Fact]
    public async Task A_card_that_is_pressed_before_its_sending_is_recorded_is_known()
    {
        var chat = new TestPlatform { Approvers = { "1" } };
        var pressed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Sent = async message =>
        {
            if (message.Buttons.Count == 0) return;
            await chat.PressesAsync(chat.All.Last(), "Approve");
            pressed.TrySetResult();
        };
        await using var gateway = await ChatGateway.StartAsync(new CountedTool(), chat);

        await chat.SaysAsync("go");

        await pressed.Task.WaitAsync(Limits.Soon());
        Assert.Equal("done", (await chat.NextAsync(sent => sent.Message.Buttons.Count == 0)).Text);
        Assert.Contains(
            "Approved by Alice at ", (await chat.NextEditAsync()).Message.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_approve_is_refused_whatever_the_button_says()
    {
        var chat = new TestPlatform { Approvers = { "2" } };
        await using var gateway = await ChatGateway.StartAsync(new CountedTool(), chat);
        await chat.SaysAsync("go");
        var card = await chat.NextAsync(sent => sent.Address == chat.Direct("1"));

        await chat.PressesAsync(card, "Approve");
        await chat.PressesDataAsync(card, "1", "Alice", "forged");

        Assert.All(chat.PressAnswers, answer => Assert.NotNull(answer.Text));
        Assert.Equal(2, chat.PressAnswers.Count);
        Assert.Single((await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals);
    }

    [Fact]
    public async Task An_approver_who_is_not_in_the_conversation_is_asked_directly_and_every_card_is_updated()
    {
        var chat = new TestPlatform { Approvers = { "2:R3" } };
        await using var gateway = await ChatGateway.StartAsync(new CountedTool(), chat);
        await chat.SaysAsync("go");
        var first = await chat.NextAsync();
        var second = await chat.NextAsync();
        var (own, direct) = first.Address == chat.Direct("2") ? (second, first) : (first, second);
        Assert.Equal(chat.Direct("2"), direct.Address);

        await chat.PressesAsync(direct, "Deny", "2", "Olga");

        var edits = new[] { await chat.NextEditAsync(), await chat.NextEditAsync() };
        Assert.Equal(new[] { own.Id, direct.Id }.Order(), edits.Select(edit => edit.MessageId).Order());
        Assert.All(
            edits, edit => Assert.Contains("Denied by Olga at ", edit.Message.Markdown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_another_surface_decides_is_updated_after_a_restart_too()
    {
        var chat = new TestPlatform { Approvers = { "1" } };
        await using var gateway = await ChatGateway.StartAsync(new CountedTool(), chat);
        await chat.SaysAsync("go");
        var card = await chat.NextAsync();
        await Eventually.TrueAsync(() => gateway.Runtime.Get<Tools.GatewayReport>()
            .List().Gateways.Single().Sending == 0);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var pending = (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals.Single();

        await gateway.Runtime.Approvals.ResolveAsync(Gateway.Operator, new(pending.Id, "deny"), Gateway.Stop);

        var edited = await chat.NextEditAsync();
        Assert.Equal(card.Id, edited.MessageId);
        Assert.Contains("Denied by operator at ", edited.Message.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_are_answered_and_go_to_no_agent()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);

        foreach (var (command, expected) in new[]
        {
            ("/help", "/switch ID"), ("/status", "No thread goes on here yet"), ("/threads", "There are no threads yet"),
            ("/approvals", "Nothing waits"), ("/approve", "Nothing waits"), ("/questions", "No agent asks"),
            ("/sessions", "No session runs"), ("/screen", "Which session?"), ("/stop", "No thread goes on here"),
            ("/new Plans", "A new thread goes on here"), ("/nosuch", "unknown_command"), ("/pair", "let in already"),
        })
        {
            await chat.SaysAsync(command);
            await chat.NextAsync(sent => sent.Text.Contains(expected, StringComparison.Ordinal));
        }

        Assert.Empty(gateway.Driver.Seen);
    }

    [Fact]
    public async Task A_participant_a_handoff_and_a_task_are_shown()
    {
        var chat = new TestPlatform();
        await using var gateway = await ChatGateway.StartAsync(chat);
        await chat.SaysAsync("hello");
        await chat.NextAsync();

        await chat.SaysAsync("/handoff rarog it is yours");

        var line = await chat.NextAsync();
        Assert.True(line.Message.IsQuiet);
        Assert.Contains("rarog", line.Text, StringComparison.Ordinal);
        await chat.SaysAsync("who are you");
        Assert.Equal("rarog heard: who are you", (await chat.NextAsync()).Text);
    }

    private static async Task<string> ThreadAsync(Gateway gateway) =>
        (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads.Single().Id;
}
