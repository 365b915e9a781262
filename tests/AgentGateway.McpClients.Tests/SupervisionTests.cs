using static AgentGateway.McpClients.Tests.OutsideServers;

namespace AgentGateway.McpClients.Tests;

/// <summary>Keeping servers, without any program.</summary>
public sealed class SupervisionTests
{
    [Fact]
    public async Task A_server_that_lets_call_after_call_run_out_of_time_is_started_again()
    {
        var servers = new SilentServers();
        await using var outside = await StartAsync(servers, Program("silent", timeoutSeconds: 1));
        await outside.UntilAsync("silent", "enabled");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => outside.CallAsync("silent__echo")));
        await outside.UntilAsync("silent", _ => servers.Connections == 2);
    }
}
