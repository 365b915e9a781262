using AgentGateway.Mcp.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>
/// Calls of the gateway's tools that may elicit an answer from the person at the client. The request that holds up a
/// call is shown there, for that call alone, and the call continues with the answer. A repeated call continues where
/// it was, so that nothing is done twice.
/// </summary>
internal sealed class ElicitingCalls(RequestState states, ElicitationService elicitations)
{
    public McpRequestHandler<CallToolRequestParams, CallToolResult> Around(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        async (request, cancellationToken) =>
        {
            if (request.MatchedPrimitive is not GatewayMcpTool primitive) return await next(request, cancellationToken);
            var call = new ElicitingCall(request, primitive.Tool, states, elicitations);
            var standing = await call.ResumeAsync(cancellationToken);
            var answer = await primitive.AnswerAsync(request, standing, call.ElicitAsync, cancellationToken);
            return call.Required is { } required ? throw required : primitive.ToResult(answer, ResultForm.Of(request));
        };
}
