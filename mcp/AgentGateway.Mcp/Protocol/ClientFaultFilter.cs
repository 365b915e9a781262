using System.Text.Json;
using AgentGateway.Mcp.Subscriptions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// Wraps the handling of every message. Parameters of a wrong shape are the client's fault and answered so, where the
/// SDK would answer with an internal error; and the connection learns when a request is over, also when it was
/// cancelled and has no answer.
/// </summary>
internal static class ClientFaultFilter
{
    public static McpMessageHandler Around(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        var cancelled = false;
        try
        {
            await next(context, cancellationToken);
        }
        catch (JsonException exception) when (context.JsonRpcMessage is JsonRpcRequest request)
        {
            throw new McpProtocolException(
                $"The parameters of '{request.Method}' do not have the right shape at {exception.Path ?? "$"}.",
                    McpErrorCode.InvalidParams);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cancelled = true;
            throw;
        }
        finally
        {
            if (context.JsonRpcMessage is JsonRpcRequest ended
                && ended.Context?.RelatedTransport is ILastingConnection connection)
                connection.RequestEnded(ended.Id, cancelled);
        }
    };
}
