using AgentGateway.Mcp.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Asking;

/// <summary>
/// Calls of the gateway's tools with the person behind them: what holds up a call is asked there, on behalf of that
/// call alone, and the call goes on with the answer. A repeated call begins where it stood, so that nothing is done
/// twice.
/// </summary>
internal sealed class AskedCalls(RequestState states, Dialogues dialogues)
{
    public McpRequestHandler<CallToolRequestParams, CallToolResult> Around(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        async (request, cancellationToken) =>
        {
            if (request.MatchedPrimitive is not GatewayMcpTool primitive) return await next(request, cancellationToken);
            var call = new AskedCall(request, primitive.Tool, states, dialogues);
            var standing = await call.ResumeAsync(cancellationToken);
            var answer = await primitive.AnswerAsync(request, standing, call.AskAsync, cancellationToken);
            return call.Required is { } required ? throw required : primitive.ToResult(answer, ResultForm.Of(request));
        };
}
