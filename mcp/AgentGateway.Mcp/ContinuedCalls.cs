using System.Globalization;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp;

/// <summary>
/// The retry of a call whose turn is already recorded: it waits for that turn and does nothing else, so that no message is posted
/// twice. A state that was not handed out for this tool and this principal is refused before anything is done.
/// </summary>
internal sealed class ContinuedCalls(RequestState states, ToolTable tools)
{
    /// <summary>What a client has to send with its retry.</summary>
    public string StateOf(GatewayTool tool, Caller caller, ToolAnswer begun)
    {
        var pending = begun.Pending ?? throw new ArgumentException("Nothing is left to wait for.", nameof(begun));
        var content = string.Create(CultureInfo.InvariantCulture, $"{pending.TurnId} {pending.Wait.Ticks} {begun.Json}");
        return states.Seal(tool.Name, caller.Principal.Name, content);
    }

    public McpRequestHandler<CallToolRequestParams, CallToolResult> Around(McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        async (request, cancellationToken) =>
        {
            if (request.Params.RequestState is not { } state || request.MatchedPrimitive is not GatewayMcpTool { Tool: var tool })
                return await next(request, cancellationToken);
            var parts = states.Open(tool.Name, CallerIdentity.Of(request.User).Principal.Name, state).Split(' ', 3);
            var wait = TimeSpan.FromTicks(long.Parse(parts[1], CultureInfo.InvariantCulture));
            var begun = new ToolAnswer(parts[2], Pending: new(parts[0], wait));
            return GatewayMcpTool.ToResult(await tools.FinishAsync(tool, begun, null, cancellationToken));
        };
}
