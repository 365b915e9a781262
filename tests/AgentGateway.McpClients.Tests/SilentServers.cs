using System.Text.Json;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.McpClients.Tests;

/// <summary>Servers that connect and list a tool, and never answer a call.</summary>
internal sealed class SilentServers : IMcpConnector
{
    public int Connections { get; private set; }

    public Task<IMcpLink> ConnectAsync(
        McpServerLaunch launch, McpServerLog log, Action changed, CancellationToken cancellationToken)
    {
        Connections++;
        return Task.FromResult<IMcpLink>(new SilentLink());
    }

    public Task ReapAsync(string mark, CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class SilentLink : IMcpLink
    {
        public int? ProcessId => null;

        public Task<string> Ended { get; } = new TaskCompletionSource<string>().Task;

        public Task<McpToolList> ListToolsAsync(int most, CancellationToken cancellationToken) =>
            Task.FromResult(
                new McpToolList([new("echo", null, "Says nothing.", JsonElement.Parse("{}"))], More: false));

        public async Task<ToolAnswer> CallAsync(
            string tool, IEnumerable<KeyValuePair<string, JsonElement>> arguments, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return ToolAnswer.OfText("");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
