using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Mcp.Tests.Surface;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>
/// Does what the message says, a step a line: <c>run WORD</c>, which is R2 and asks, <c>risk WORD</c>, which is R3, or
/// <c>ask TEXT|OPTION|…</c>; calls of one step are parted by <c>&amp;</c>. Its reply is what the calls gave.
/// </summary>
internal sealed class AskingDriver : IAgentDriver
{
    public const string DriverName = "asking";

    public static IReadOnlyList<Tool> Tools { get; } =
    [
        Executing("execute", RiskClass.R2),
        Executing("spend", RiskClass.R3),
    ];

    public string Name => DriverName;

    public DriverStatus Status(AgentDefinition agent) => new(true);

    public async Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var steps = string.Join('\n', turn.Triggers.Select(message => message.Text)).Split('\n');
        while (true)
        {
            var own = await turn.OwnMessagesAsync(cancellationToken);
            var done = own.Count(message => message.ToolCalls is not null);
            if (done == steps.Length)
                return Completed(
                    string.Join(
                        " / ", own.Where(message => message.ToolCallId is not null).Select(message => message.Text)));
            ToolCall[] calls =
            [
                .. steps[done].Split(
                    '&', StringSplitOptions.TrimEntries).Select((words, place) => Call($"c{done}_{place}", words)),
            ];
            await turn.RecordStepAsync("", calls, "script", TokenUsage.None, cancellationToken);
            if (!await turn.CallToolsAsync(calls, cancellationToken)) return new TurnResult.Waiting();
        }
    }

    private static TurnResult Completed(string text) => new TurnResult.Completed(text, null, TokenUsage.None);

    private static ToolCall Call(string id, string words)
    {
        var (verb, rest) = words.Split(' ', 2) is [var first, var second] ? (first, second) : (words, "");
        return verb switch
        {
            "ask" when rest.Split('|') is [var text, .. { Length: > 0 } options] =>
                new(id, "ask_operator", JsonSerializer.Serialize(new { question = text, options })),
            "ask" => new(id, "ask_operator", JsonSerializer.Serialize(new { question = rest })),
            "risk" => new(id, "spend", JsonSerializer.Serialize(new { word = rest })),
            _ => new(id, "execute", JsonSerializer.Serialize(new { word = rest })),
        };
    }

    private static ExecutingTool Executing(string name, RiskClass risk) => new(name, risk);

    private sealed class ExecutingTool(string name, RiskClass risk)
        : Tool(FakeTool.DeclarationOf(name, risk, ToolAudience.Agents))
    {
        public override Outcome<CallArguments> Read(ToolRequest request) => CallArguments.None;

        public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

        public override Task<ToolAnswer> RunAsync(
            ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
            Task.FromResult(ToolAnswer.OfText($"did {request.Arguments.Single().Value.GetString()}"));
    }
}
