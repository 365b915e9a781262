using AgentGateway.Domain;
using AgentGateway.Domain.McpServers;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.McpServers;

/// <summary>What the keepers of all servers share.</summary>
internal sealed record McpServerParts(
    IMcpConnector Connector,
    McpServerValues Values,
    ToolShelf Shelf,
    Func<string, McpServerCommand, string, CancellationToken, Task<Outcome<KnownTools>>> Remember,
    Action<string, IReadOnlyList<Tool>> Publish,
    IIdSource Ids,
    TimeProvider Time,
    ILogger Log);
