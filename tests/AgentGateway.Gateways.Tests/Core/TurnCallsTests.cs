using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Delivery;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>What a progress message says.</summary>
public sealed class TurnCallsTests
{
    [Fact]
    public void Each_call_has_a_line_with_how_it_stands()
    {
        var calls = Of(4);
        calls.Settle("c1", ToolOutcomeKind.Succeeded);
        calls.Settle("c2", ToolOutcomeKind.Failed);
        calls.Settle("c3", ToolOutcomeKind.Unknown);
        calls.Settle("never asked for", ToolOutcomeKind.Failed);

        Assert.Equal("_Working:_\n✓ `t1`\n✗ `t2`\n? `t3` (outcome unknown)\n… `t4`", calls.Text());
        calls.Ended = TurnStatus.Cancelled;
        Assert.Equal("_Stopped:_\n✓ `t1`\n✗ `t2`\n? `t3` (outcome unknown)\n✗ `t4`", calls.Text());
    }

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(12, 10, "2 earlier")]
    [InlineData(250, 10, "240 earlier")]
    public void Of_many_calls_the_latest_have_lines_and_the_others_are_counted(int count, int lines, string? earlier)
    {
        var text = Of(count).Text().Split('\n');

        Assert.Equal(lines, text.Count(line => line.StartsWith('…')));
        Assert.Equal($"… `t{count}`", text[^1]);
        Assert.Equal(earlier, text.FirstOrDefault(line => line.EndsWith("earlier", StringComparison.Ordinal)));
    }

    private static TurnCalls Of(int count)
    {
        var calls = new TurnCalls(new("thr_1"), since: 1);
        for (var call = 1; call <= count; call++) calls.Add([new($"c{call}", $"t{call}", "{}")]);
        return calls;
    }
}
