using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Protocol;

/// <summary>What a piece of input turned out to be: a message, several, or a fault; exactly one of the three.</summary>
internal readonly record struct ParsedMessage(
    JsonRpcMessage? Message, ProtocolFault? Fault = null, IReadOnlyList<ParsedMessage>? Batch = null)
{
    public static implicit operator ParsedMessage(ProtocolFault fault) => new(null, fault);
}
