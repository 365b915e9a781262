using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// A message that breaks the protocol, as the JSON-RPC error that answers it. The id is absent where none could be
/// read.
/// </summary>
internal sealed record ProtocolFault(int Code, string Message, RequestId Id = default, JsonNode? Data = null)
{
    /// <summary>A limit is reached; the same request may succeed later.</summary>
    public const int Busy = -32000;

    public const int UnknownSession = -32001;

    public static ProtocolFault NotJson(string message) => new((int)McpErrorCode.ParseError, message);

    public static ProtocolFault NotARequest(
        string message, RequestId id = default) => new((int)McpErrorCode.InvalidRequest, message, id);

    public static ProtocolFault TooLong(int bytesMax, RequestId id = default) =>
        NotARequest($"The message is longer than {bytesMax} bytes. Send less at once.", id);

    public JsonRpcError ToError() => new() { Id = Id, Error = new() { Code = Code, Message = Message, Data = Data } };
}
