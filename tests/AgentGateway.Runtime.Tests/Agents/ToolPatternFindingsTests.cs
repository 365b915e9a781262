using AgentGateway.Domain.Agents;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Roster;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Tests.Agents;

/// <summary>A pattern that fits no tool is told, so that a misspelt one is noticed.</summary>
public sealed class ToolPatternFindingsTests
{
    [Fact]
    public async Task Doctor_tells_a_pattern_that_fits_no_tool_with_the_nearest_names()
    {
        await using var gateway = await Gateway.StartWithAsync(
            new() { Agents = [WithTools("thread_raed", "session_*", "!tsks", "files")] });

        var told = (await gateway.Runtime.FindingsAsync(Gateway.Stop)).Where(
            finding => finding.Check == "tools").ToList();

        Assert.Equal(
            [
                """svarog: the pattern "thread_raed" under tools fits no tool.""",
                """svarog: the pattern "!tsks" under tools fits no tool.""",
            ],
            told.Select(finding => finding.Message));
        Assert.Contains("thread_read", told[0].Hint, StringComparison.Ordinal);
        Assert.Contains("tasks", told[1].Hint, StringComparison.Ordinal);
        Assert.All(told, finding => Assert.Equal("warn", finding.Status));
    }

    [Fact]
    public async Task The_log_tells_it_once_when_agents_are_loaded_and_again_when_it_came_back()
    {
        await using var gateway = UnstartedGateway.Build();
        var agents = new AgentCatalogue();
        agents.Configure([WithTools("nonsense")]);
        var log = new Lines();
        using var findings = new ToolPatternFindings(agents, gateway.Tools, log);

        findings.Start();
        agents.Configure([WithTools("nonsense", "threads")]);
        Assert.Contains("\"nonsense\"", Assert.Single(log.Warnings), StringComparison.Ordinal);
        agents.Configure([WithTools("threads")]);
        agents.Configure([WithTools("nonsense")]);

        Assert.Equal(2, log.Warnings.Count);
    }

    private static AgentDefinition WithTools(params string[] patterns) =>
        GatewaySetup.ScriptedAgents[0] with { Tools = patterns };

    private sealed class Lines : ILogger<ToolPatternFindings>
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Warnings.Add(formatter(state, exception));
    }
}
