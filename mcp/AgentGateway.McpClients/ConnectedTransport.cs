using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentGateway.McpClients;

/// <summary>A transport that is connected already, in the form that the SDK takes.</summary>
internal sealed class ConnectedTransport(string name, ITransport transport) : IClientTransport
{
    public string Name => name;

    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult(transport);
}
