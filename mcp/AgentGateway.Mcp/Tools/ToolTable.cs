using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary>All tools by name, in the order in which clients list them.</summary>
public sealed class ToolTable(IReadOnlyList<GatewayTool> tools, ThreadService threads)
{
    private readonly Dictionary<string, GatewayTool> _byName = tools.ToDictionary(tool => tool.Name);

    public IReadOnlyList<GatewayTool> Tools => tools;

    public GatewayTool? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Calls a tool and waits as long as the caller asked. Cancelling ends the waiting, never what was begun.</summary>
    public async Task<ToolAnswer> CallAsync(
        GatewayTool tool, ToolRequest request, Action<TurnProgress>? progress, CancellationToken cancellationToken)
    {
        var answer = await tool.StartAsync(request, cancellationToken);
        if (answer.Pending is not { } pending) return answer;
        var turn = await threads.WaitAsync(pending.TurnId, pending.Wait, progress, cancellationToken);
        return turn.IsRejected(out _) ? answer with { Pending = null } : tool.Finish(answer.Json, turn.Value);
    }
}
