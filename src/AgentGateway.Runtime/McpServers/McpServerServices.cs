using AgentGateway.Domain;
using AgentGateway.Domain.McpServers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.McpServers;

/// <summary>The services that the supervisors of all servers share.</summary>
internal sealed record McpServerServices(
    IMcpConnector Connector,
    McpServerValues Values,
    AcceptedToolStore AcceptedTools,
    Func<string, McpServerCommand, string, CancellationToken, Task<Outcome<KnownTools>>> Remember,
    Action<string, IReadOnlyList<Tool>> Publish,
    IIdSource Ids,
    TimeProvider Time,
    ILogger Log);
