using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Gate;

public sealed class QuestionTests
{
    [Fact]
    public async Task An_answer_is_the_result_of_the_call_also_after_a_restart()
    {
        await using var gateway = await AskingAsync("""{"question":"Which colour?","options":["red","green"]}""");
        var (sent, question) = await AskedAsync(gateway);
        Assert.Equal(("Which colour?", "pending", "svarog"), (question.Text, question.State, question.Agent));
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equal(
            "invalid_answer",
            (await gateway.Runtime.Questions.AnswerAsync(
                Gateway.Operator, question.Id, "blue", Gateway.Stop)).Rejection!.Code);
        var agent = new Caller(new Principal("svarog") { Agent = "svarog" });
        Assert.Equal(
            "not_allowed",
            (await gateway.Runtime.Questions.AnswerAsync(agent, question.Id, "red", Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "not_allowed",
            (await gateway.Runtime.Questions.AnswerAsync(
                Gateway.Client, question.Id, "2", Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "green",
            (await gateway.Runtime.Questions.AnswerAsync(
                Gateway.Operator, question.Id, "2", Gateway.Stop)).Value.Question.Answer);
        Assert.Equal("operator answered: green", (await gateway.EndAsync(sent)).Reply!.Text);
        var second = (await gateway.Runtime.Questions.AnswerAsync(
            Gateway.Operator, question.Id, "red", Gateway.Stop)).Rejection!;
        Assert.Equal(("already_decided", "operator"), (second.Code, second.DecidedBy));
    }

    [Fact]
    public async Task A_client_that_the_question_names_answers_it()
    {
        await using var gateway = await AskingAsync("""{"question":"Which colour?","answerers":["client"]}""");
        var (sent, question) = await AskedAsync(gateway);
        Assert.Equal(["client"], question.Answerers);
        Assert.True(
            (await gateway.Runtime.Questions.AnswerAsync(
                new Caller(new("editor")), question.Id, "red", Gateway.Stop)).IsRejected(out var refused));
        Assert.Equal("not_allowed", refused.Code);
        Assert.False(
            (await gateway.Runtime.Questions.AnswerAsync(
                Gateway.Client, question.Id, "red", Gateway.Stop)).IsRejected(out _));
        Assert.Equal("client answered: red", (await gateway.EndAsync(sent)).Reply!.Text);
    }

    [Fact]
    public async Task A_dialogue_of_a_client_that_runs_inside_is_neither_shown_nor_taken()
    {
        await using var gateway = await AskingAsync("""{"question":"Which colour?"}""");
        var (_, question) = await AskedAsync(gateway);
        var inside = Gateway.Client with { Origin = CallerOrigin.Inside };
        Assert.False(await gateway.Runtime.Questions.MayElicitAsync(inside, new(question.Id), Gateway.Stop));
        Assert.True(await gateway.Runtime.Questions.MayElicitAsync(Gateway.Client, new(question.Id), Gateway.Stop));
        Assert.Equal(
            "inside_session",
            (await gateway.Runtime.Questions.AnswerElicitedAsync(
                inside, new(question.Id), "red", Gateway.Stop)).Rejection!.Code);
    }

    [Theory]
    [InlineData("""{"question":"Go?","default":"no"}""", "the default counts: no")]
    [InlineData("""{"question":"Go?"}""", "No answer came in time.")]
    public async Task A_question_without_an_answer_takes_its_default_or_none(string arguments, string told)
    {
        await using var gateway = await AskingAsync(
            arguments, new() { Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { Minutes = 0.005 }) });
        var sent = await gateway.SendAsync("go");
        var read = await gateway.UntilAsync(sent.ThreadId, read => read.Thread.ActiveTurn is null);
        Assert.Contains(told, read.Messages[^1].Text);
    }

    [Fact]
    public async Task A_cancelled_turn_withdraws_its_question()
    {
        await using var gateway = await AskingAsync("""{"question":"Go?"}""");
        var (sent, question) = await AskedAsync(gateway);
        await gateway.Runtime.Turns.CancelAsync(Gateway.Operator, sent.ThreadId, Gateway.Stop);
        string state;
        do state = (await gateway.Runtime.Questions.GetAsync(question.Id, Gateway.Stop)).Value.Question.State;
        while (state == "pending" && !Gateway.Stop.IsCancellationRequested);
        Assert.Equal("cancelled", state);
        Assert.Equal(
            "question_cancelled",
            (await gateway.Runtime.Questions.AnswerAsync(
                Gateway.Operator, question.Id, "yes", Gateway.Stop)).Rejection!.Code);
    }

    private static async Task<Gateway> AskingAsync(string arguments, RuntimeOptions? options = null)
    {
        var gateway = await Gateway.StartAsync(options);
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            if (await turn.OwnMessagesAsync(stop) is [.., { ToolCallId: not null } result])
                return ScriptedDriver.Completed(result.Text);
            await turn.RecordStepAsync("", [new("c1", "ask_operator", arguments)], "script", TokenUsage.None, stop);
            return await turn.CallToolsAsync([new("c1", "ask_operator", arguments)], stop)
                ? ScriptedDriver.Completed((await turn.OwnMessagesAsync(stop))[^1].Text)
                : new TurnResult.Waiting();
        });
        return gateway;
    }

    private static async Task<(SendView Sent, QuestionView Question)> AskedAsync(Gateway gateway)
    {
        var sent = await gateway.SendAsync("go");
        Assert.Equal("waiting", (await gateway.EndAsync(sent)).Status);
        return (sent,
            Assert.Single((await gateway.Runtime.Questions.ListAsync(new("pending"), Gateway.Stop)).Value.Questions));
    }
}
