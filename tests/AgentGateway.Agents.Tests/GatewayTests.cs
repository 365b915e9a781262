using AgentGateway.Agents.Tests.Support;
using AgentGateway.Runtime.Prompts;
using static AgentGateway.Agents.Tests.Support.ScriptedChat;

namespace AgentGateway.Agents.Tests;

/// <summary>The drivers inside a whole gateway: what a driver does becomes a thread.</summary>
public sealed class GatewayTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_with_a_tool_call_is_a_thread_afterwards_and_the_next_prompt_tells_it()
    {
        var chat = new ScriptedChat(
            Calls("Looking.", Call("c1", "thread_search", """{"query":"anvil"}""")),
            Says("There is none."),
            Says("Still none."));
        await using var gateway = await GatewayWithModels.StartAsync(chat);
        var first = await gateway.AskAsync("Where is the anvil?");
        Assert.Equal(("completed", "There is none.", "svarog"), (first.Status, first.Reply?.Text, first.Reply?.Author));
        await gateway.AskAsync("Sure?", first.ThreadId);
        var read = (await gateway.Runtime.Threads.ReadAsync(new(first.ThreadId), Stop)).Value;
        Assert.Equal(
            ["user", "assistant", "tool", "assistant", "user", "assistant"],
            read.Messages.Select(message => message.Role));
        Assert.Equal("scripted", read.Messages[1].Model);
        Assert.Equal(100, read.Messages[3].Usage?.InputTokens);
        var system = chat.Requests[2][0].Text;
        Assert.Contains("You are Svarog", system);
        Assert.Equal(
            ["system", "user", "assistant", "tool", "assistant", "user"],
            chat.Requests[2].Select(message => message.Role.Value));
        Assert.Equal("[operator]: Sure?", chat.Requests[2][5].Text);
    }

    [Fact]
    public async Task Arguments_that_are_no_JSON_and_tools_that_are_none_are_answered_and_the_turn_goes_on()
    {
        var chat = new ScriptedChat(
            Calls("", Call("c1", "thread_search", "{broken"), Call("c2", "no_such_tool", "{}")), Says("I see."));
        await using var gateway = await GatewayWithModels.StartAsync(chat);
        Assert.Equal("I see.", (await gateway.AskAsync("Try.")).Reply?.Text);
        var results = chat.Requests[1][^1].Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>()
            .Select(content => $"{content.Result}")
            .ToList();
        Assert.Contains("not valid JSON", results[0]);
        Assert.Contains("no_such_tool", results[1]);
    }

    [Fact]
    public async Task A_model_that_waits_for_a_person_goes_on_with_the_result()
    {
        var chat = new ScriptedChat(
            Calls("", Call("c1", "ask_operator", """{"question":"Which anvil?"}""")), Says("The big one, then."));
        await using var gateway = await GatewayWithModels.StartAsync(chat);
        var asked = await gateway.AskAsync("Forge it.");
        Assert.Equal("waiting", asked.Status);
        Assert.Single(chat.Requests);
        await gateway.Runtime.Questions.AnswerAsync(
            new(Runtime.Principals.Principal.Operator), asked.WaitingFor![0], "the big one", Stop);
        Assert.Equal(
            "The big one, then.",
            (await gateway.Runtime.Turns.WaitAsync(asked.TurnId!, Limits.Signal, null, Stop)).Value.Reply?.Text);
        Assert.Equal(
            "operator answered: the big one",
            $"{chat.Requests[1][^1].Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().Single().Result}");
    }

    [Fact]
    public async Task A_command_without_a_model_passes_the_gate_and_its_result_is_the_answer()
    {
        await using var gateway = await GatewayWithModels.StartAsync(null);
        var declaration = gateway.Runtime.Tools.Find("run_command")!.Declared;
        gateway.Runtime.Tools.Publish(
            "gateway", [new SaidTool(declaration, request => $"ran {request.Arguments.Single().Value.GetString()}")]);
        var asked = await gateway.AskAsync("/run make 'all things'");
        Assert.Equal("waiting", asked.Status);
        var approval = (await gateway.Runtime.Approvals.GetAsync(asked.WaitingFor![0], Stop)).Value.Approval;
        Assert.Equal(
            ("run_command", "svarog", "run_command: make 'all things'"),
            (approval.Tool, approval.Agent, approval.Summary));
        await gateway.AskAsync($"/approve {approval.Id}", asked.ThreadId);
        Assert.Equal(
            "ran make 'all things'",
            (await gateway.Runtime.Turns.WaitAsync(asked.TurnId!, Limits.Signal, null, Stop)).Value.Reply?.Text);
    }

    [Fact]
    public async Task Advice_is_in_the_owners_prompt_and_declining_is_nothing()
    {
        var chat = new ScriptedChat(Says("Mind the units."), Says("42 metres."), Says("DECLINE"), Says("43 metres."));
        await using var gateway = await GatewayWithModels.StartAsync(chat);
        var thread = (await gateway.AskAsync("@weles Verify figures.")).ThreadId;
        var first = await gateway.AskAsync("How long is the bridge?", thread);
        Assert.Equal("42 metres.", first.Reply?.Text);
        Assert.Contains("<advice from=\"weles\">\nMind the units.\n</advice>", chat.Requests[1][0].Text);
        Assert.Contains("Your instruction for this thread: Verify figures.", chat.Requests[0][0].Text);
        Assert.Equal("43 metres.", (await gateway.AskAsync("Really?", thread)).Reply?.Text);
        Assert.DoesNotContain("<advice from=", chat.Requests[3][0].Text);
        var read = (await gateway.Runtime.Threads.ReadAsync(new(thread), Stop)).Value;
        Assert.DoesNotContain(
            read.Messages, message => message.Text.Contains(Declining.Word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thread_that_outgrows_the_window_is_summarised_by_the_model_and_keeps_its_messages()
    {
        var answer = new string('a', 24_000);
        var chat = new ScriptedChat(
            Says(answer), Says(answer), Says(answer), Says("Short.")) { Summary = "They spoke at length." };
        await using var gateway = await GatewayWithModels.StartAsync(chat, null, "test:window_tokens=40000");
        var thread = (await gateway.AskAsync("One " + new string('q', 400))).ThreadId;
        await gateway.AskAsync("Two " + new string('q', 400), thread);
        await gateway.AskAsync("Three " + new string('q', 400), thread);
        Assert.Equal("Short.", (await gateway.AskAsync("Four?", thread)).Reply?.Text);
        Assert.Contains(
            "[operator]: One q",
            chat.Requests.First(
                request => request[0].Text.StartsWith("You write the summary", StringComparison.Ordinal))[1].Text);
        var last = chat.Requests[^1];
        Assert.Contains("They spoke at length.", last[0].Text);
        Assert.DoesNotContain(last, message => message.Text.Contains("One q", StringComparison.Ordinal));
        Assert.Equal("[operator]: Four?", last[^1].Text);
        Assert.Equal(8, (await gateway.Runtime.Threads.ReadAsync(new(thread), Stop)).Value.Messages.Count);
    }

    [Fact]
    public async Task A_failing_model_fails_the_turn_visibly_and_keeps_what_it_had_said()
    {
        var chat = new ScriptedChat(
            Fails(Agents.Providers.ModelFailures.OfStatus(
                "test", System.Net.HttpStatusCode.Unauthorized, null, null), "Well, "));
        await using var gateway = await GatewayWithModels.StartAsync(chat);
        var failed = await gateway.AskAsync("Hello?");
        Assert.Equal(("failed", "model_auth"), (failed.Status, failed.Failure?.Code));
        var read = (await gateway.Runtime.Threads.ReadAsync(new(failed.ThreadId), Stop)).Value;
        Assert.Contains(read.Messages, message => message is { Text: "Well, ", Partial: true });
    }

    [Fact]
    public async Task Without_a_model_commands_work_on_threads()
    {
        await using var gateway = await GatewayWithModels.StartAsync(null);
        var honest = await gateway.AskAsync("Remember the anvil.");
        Assert.Contains("no model is configured", honest.Reply?.Text);
        Assert.Contains($"`{honest.ThreadId}`", (await gateway.AskAsync("/threads")).Reply?.Text);
        Assert.Contains($"`{honest.ThreadId}`", (await gateway.AskAsync("/search anvil")).Reply?.Text);
        Assert.Contains(
            "**operator**: Remember the anvil.", (await gateway.AskAsync($"/read {honest.ThreadId}")).Reply?.Text);
        Assert.Contains("`svarog` (also main)", (await gateway.AskAsync("/agents")).Reply?.Text);
        Assert.Contains("Nothing was found", (await gateway.AskAsync("/search quixotically")).Reply?.Text);
    }

    [Fact]
    public async Task With_a_model_commands_are_the_gateways_and_the_model_is_not_asked()
    {
        var chat = new ScriptedChat(Says("A model."));
        await using var gateway = await GatewayWithModels.StartAsync(chat);
        var thread = (await gateway.AskAsync("Hello?")).ThreadId;

        Assert.Contains("`/search WORDS`", (await gateway.AskAsync("/help", thread)).Reply?.Text);
        Assert.Contains("`svarog` (also main)", (await gateway.AskAsync("/agents", thread)).Reply?.Text);
        var run = await gateway.AskAsync("/run true", thread);
        Assert.NotEqual("A model.", run.Reply?.Text);

        Assert.Single(chat.Requests);
    }

    [Theory]
    [InlineData("/nosuch", "unknown_command")]
    [InlineData("@nosuch hi", "unknown_agent")]
    [InlineData("!nosuch do it", "unknown_agent")]
    [InlineData("/return to sender", "invalid_command")]
    public async Task What_is_no_command_and_no_agent_is_refused_and_leaves_no_thread(string text, string code)
    {
        await using var gateway = await GatewayWithModels.StartAsync(new ScriptedChat());

        var refused = await gateway.Runtime.Messages.SendAsync(Gateway.Operator, new(text), Stop);

        Assert.Equal(code, refused.Rejection?.Code);
        Assert.Empty((await gateway.Runtime.Threads.ListAsync(new(), Stop)).Value.Threads);
    }

    [Theory]
    [InlineData(" /nosuch")]
    [InlineData("//nosuch")]
    [InlineData(" @nosuch hi")]
    public async Task A_space_or_a_second_slash_sends_it_as_text(string text)
    {
        var chat = new ScriptedChat(Says("Read."));
        await using var gateway = await GatewayWithModels.StartAsync(chat);

        Assert.Equal("Read.", (await gateway.AskAsync(text)).Reply?.Text);
        Assert.Contains(text.Trim(), Assert.Single(chat.Requests)[^1].Text);
    }
}
