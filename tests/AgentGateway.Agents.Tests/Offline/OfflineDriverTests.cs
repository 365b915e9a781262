using AgentGateway.Agents.Offline;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Agents.Tests.Offline;

/// <summary>What needs no thread; the commands that read threads are tested with the whole program.</summary>
public sealed class OfflineDriverTests
{
    private const string Run = "/run [--sandbox NAME --] COMMAND";

    private readonly OfflineDriver _driver = new(null!, null!, new FakeClock());

    [Fact]
    public async Task Anything_else_gets_one_honest_answer_with_the_next_step()
    {
        var text = await AnswerAsync("What is the meaning of life?");
        Assert.Contains("no model is configured", text);
        Assert.Contains("ANTHROPIC_API_KEY", text);
        Assert.Contains("OLLAMA_HOST", text);
        Assert.Contains("Providers", text);
    }

    [Theory]
    [InlineData("/help")]
    [InlineData("  /HELP now")]
    public async Task Help_lists_every_command(string order)
    {
        var text = await AnswerAsync(order);
        Assert.All(
            (string[])
            [
                "/help", "/agents", "/threads", "/search WORDS", "/read THREAD", "/time", Run, "/task TEXT", "/tasks",
                "/approve ID", "/deny ID REASON", "/handoff AGENT REASON --brief TEXT", "/return",
            ],
            usage => Assert.Contains($"`{usage}`", text));
    }

    [Fact]
    public async Task Time_is_the_daemons() => Assert.Contains("2026-11-20 12:00:00 UTC", await AnswerAsync("/time"));

    [Fact]
    public async Task An_unknown_command_says_which_there_are()
    {
        var text = await AnswerAsync("/frobnicate now");
        Assert.Contains("`/frobnicate`", text);
        Assert.Contains("`/search`", text);
    }

    [Theory]
    [InlineData("/search", "/search WORDS")]
    [InlineData("/read", "/read THREAD")]
    [InlineData("/run", Run)]
    [InlineData("/run --sandbox", Run)]
    [InlineData("/run --sandbox open", Run)]
    [InlineData("/run --sandbox unknown -- date", Run)]
    public async Task A_command_without_what_it_needs_says_how_it_is_written(
        string order, string usage) => Assert.Contains(usage, await AnswerAsync(order));

    [Fact]
    public async Task Commands_that_were_collected_are_all_obeyed()
    {
        var turn = new FakeTurn("") { Triggers = [Message("/time"), Message("/frobnicate")] };
        var text = Assert.IsType<TurnResult.Completed>(await _driver.RunAsync(turn, default)).Text;
        Assert.Contains("UTC", text);
        Assert.Contains("`/frobnicate`", text);
    }

    [Fact]
    public async Task A_command_to_run_is_a_call_of_the_agent_and_its_result_the_answer()
    {
        var turn = new FakeTurn("/run echo \"a & b\"");

        var answer = Assert.IsType<TurnResult.Completed>(
            await _driver.RunAsync(turn, TestContext.Current.CancellationToken));

        Assert.Equal("result of run_command", answer.Text);
        Assert.Equal("step  (run_command)", turn.Log[0]);
        Assert.Equal("""call run_command {"command":"echo \"a & b\""}""", turn.Log[1]);
    }

    [Theory]
    [InlineData("/run --sandbox open -- make -- all")]
    [InlineData("/run --sandbox=open make -- all")]
    public async Task A_command_to_run_may_say_what_it_is_to_reach(string order)
    {
        var turn = new FakeTurn(order);
        await _driver.RunAsync(turn, TestContext.Current.CancellationToken);
        Assert.Equal("""call run_command {"command":"make -- all","sandbox":"open"}""", turn.Log[1]);
    }

    [Fact]
    public async Task A_call_that_waits_ends_the_turn_for_now_and_is_not_made_again()
    {
        var turn = new FakeTurn("/run date") { Answer = _ => ToolAnswer.HeldUp(new ApprovalId("apr_1")) };
        Assert.IsType<TurnResult.Waiting>(await _driver.RunAsync(turn, TestContext.Current.CancellationToken));

        var calls = turn.Log.Count;
        Assert.IsType<TurnResult.Completed>(await _driver.RunAsync(turn, TestContext.Current.CancellationToken));
        Assert.Equal(calls, turn.Log.Count);
    }

    [Theory]
    [InlineData("/approve apr_1")]
    [InlineData("/deny apr_1 no")]
    [InlineData("/task clean up")]
    [InlineData("/tasks")]
    public async Task What_only_the_daemon_obeys_says_that_it_was_not_obeyed_here(string order)
    {
        var text = await AnswerAsync(order);
        Assert.Contains("was not obeyed", text);
        Assert.Contains($"`{order.Split(' ')[0]}", text);
    }

    [Fact]
    public async Task Every_command_of_the_gateway_is_obeyed_here_or_says_that_it_is_not() => Assert.All(
        await Task.WhenAll(GatewayCommand.All.Where(command => command.Name is not ("agents" or "threads"))
            .Select(command => AnswerAsync("/" + command.Name))),
        text => Assert.DoesNotContain("There is no command", text));

    [Theory]
    [InlineData(MessageRole.Assistant, TurnKind.Answer)]
    [InlineData(MessageRole.System, TurnKind.Answer)]
    [InlineData(MessageRole.User, TurnKind.Delegation)]
    public async Task A_command_that_no_principal_gave_is_not_obeyed(MessageRole role, TurnKind kind)
    {
        var turn = new FakeTurn("", kind) { Triggers = [Message("/time") with { Role = role }] };
        Assert.DoesNotContain("UTC", Assert.IsType<TurnResult.Completed>(await _driver.RunAsync(turn, default)).Text);
    }

    [Theory]
    [InlineData(TurnKind.Advice)]
    [InlineData(TurnKind.Contribution)]
    [InlineData(TurnKind.Revision)]
    public async Task Beside_an_owner_it_declines(TurnKind kind) =>
        Assert.Equal(
            "", Assert.IsType<TurnResult.Completed>(await _driver.RunAsync(new FakeTurn("/help", kind), default)).Text);

    private static Message Message(string text) =>
        new(new("msg_1"), 1, MessageRole.User, "operator", text, Visibility.Visible, new("turn_1"));

    private async Task<string> AnswerAsync(string text) =>
        Assert.IsType<TurnResult.Completed>(
            await _driver.RunAsync(new FakeTurn(text), TestContext.Current.CancellationToken)).Text;
}
