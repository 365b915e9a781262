using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Threads;

/// <summary>Failed turns, run again.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task A_failed_turn_is_run_again_as_a_new_one_and_its_calls_are_not_repeated()
    {
        await using var gateway = await Gateway.StartAsync();
        var failed = await FailAsync(gateway);
        gateway.Driver.Answer("svarog", turn => $"re {turn.Triggers[0].Text}");

        var again = (await RetryAsync(gateway, failed.TurnId!)).Value;

        Assert.NotEqual(failed.TurnId, again.TurnId);
        Assert.Equal(failed.ThreadId, again.ThreadId);
        Assert.Equal("re hello", (await gateway.EndAsync(again)).Reply!.Text);
        Assert.Contains(
            (await gateway.ReadAsync(failed.ThreadId)).Messages,
            message => message.Text == "Asked by operator, this is answered again, because its turn failed: hello");
    }

    [Fact]
    public async Task The_same_key_runs_it_again_once()
    {
        await using var gateway = await Gateway.StartAsync();
        var failed = await FailAsync(gateway);
        gateway.Driver.Answer("svarog", _ => "now");
        var first = (await RetryAsync(gateway, failed.TurnId!, "key")).Value;
        await gateway.EndAsync(first);
        var second = (await RetryAsync(gateway, failed.TurnId!, "key")).Value;
        Assert.Equal((first.TurnId, "completed"), (second.TurnId, second.Status));
    }

    [Fact]
    public async Task What_has_not_failed_or_would_act_by_itself_is_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var answered = await gateway.AskAsync("hello");
        Assert.Equal("turn_not_failed", (await RetryAsync(gateway, answered.TurnId!)).Rejection!.Code);
        Assert.Equal("unknown_turn", (await RetryAsync(gateway, "turn_nothing")).Rejection!.Code);

        gateway.Driver.Script("weles", (_, _) => throw new InvalidOperationException("broken"));
        var delegated = await gateway.EndAsync(await gateway.SendAsync("!weles look", answered.ThreadId));
        Assert.Equal("failed", delegated.Status);
        Assert.Equal("turn_not_retried", (await RetryAsync(gateway, delegated.TurnId!)).Rejection!.Code);
    }

    private static async Task<SendView> FailAsync(Gateway gateway)
    {
        gateway.Driver.Script("svarog", (_, _) => throw new InvalidOperationException("broken"));
        var failed = await gateway.EndAsync(await gateway.SendAsync("hello"));
        Assert.Equal("failed", failed.Status);
        return failed;
    }

    private static Task<Domain.Outcome<SendView>> RetryAsync(Gateway gateway, string turn, string? key = null) =>
        gateway.Runtime.Get<TurnService>().RetryAsync(Gateway.Operator, turn, key, Gateway.Stop);
}
