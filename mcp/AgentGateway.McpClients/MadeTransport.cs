using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentGateway.McpClients;

/// <summary>A transport that is connected already, as the SDK wants to be given it.</summary>
internal sealed class MadeTransport(string name, ITransport transport) : IClientTransport
{
    public string Name => name;

    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult(transport);
}
