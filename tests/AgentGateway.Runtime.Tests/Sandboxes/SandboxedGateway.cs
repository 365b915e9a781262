using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Runtime.Tests.Sandboxes;

/// <summary>A gateway that can contain what it runs; where it cannot, the test is skipped.</summary>
internal static class SandboxedGateway
{
    public static async Task<Gateway> StartAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, ["HOME"] = "/nonexistent",
        };
        var gateway = await Gateway.StartAsync(new() { Home = new(null, environment) });
        if (gateway.Runtime.Get<SandboxService>().Unusable is not { } unusable) return gateway;
        await gateway.DisposeAsync();
        Assert.Skip(unusable.Message);
        return gateway;
    }
}
