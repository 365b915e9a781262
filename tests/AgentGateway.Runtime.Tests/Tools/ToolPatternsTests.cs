using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Tools;

/// <summary>An agent is given the tools that its definition selects.</summary>
public sealed class ToolPatternsTests
{
    [Theory]
    [InlineData("thread_read,task_get", "thread_read", true)]
    [InlineData("thread_read,task_get", "thread_send", false)]
    [InlineData("threads", "thread_send", true)]
    [InlineData("threads", "session_run", false)]
    [InlineData("session_*,!session_remove", "session_run", true)]
    [InlineData("session_*,!session_remove", "session_remove", false)]
    [InlineData("!sessions", "session_run", false)]
    [InlineData("!sessions", "thread_read", true)]
    [InlineData("*", "thread_read", true)]
    public void A_pattern_fits_by_name_or_toolset(string patterns, string tool, bool isGiven) => Assert.Equal(
        isGiven,
        ToolPatterns.Select(patterns.Split(','), UnstartedGateway.Tools.First(declared => declared.Name == tool)));

    [Fact]
    public async Task A_turn_offers_what_was_selected_and_refuses_what_was_not()
    {
        var agents = GatewaySetup.ScriptedAgents.Select(
            agent => agent with { Tools = ["thread_read", "agent_*"] }).ToArray();
        await using var gateway = await Gateway.StartWithAsync(new() { Agents = agents });
        string[] offered = [];
        var refused = "";
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            offered = [.. turn.Tools.Select(tool => tool.Name)];
            var call = new ToolCall("call_1", "thread_search", """{"query":"x"}""");
            await turn.RecordStepAsync("", [call], "script", new(1, 1), stop);
            await turn.CallToolsAsync([call], stop);
            refused = (await turn.OwnMessagesAsync(stop))[^1].Text;
            return ScriptedDriver.Completed("done");
        });

        await gateway.AskAsync("hello");

        Assert.Equal(["agent_list", "thread_read"], offered.Order());
        Assert.StartsWith("There is no tool \"thread_search\".", refused, StringComparison.Ordinal);
    }
}
