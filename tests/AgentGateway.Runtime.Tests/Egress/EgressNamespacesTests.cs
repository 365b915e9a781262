using AgentGateway.Runtime.Egress;

namespace AgentGateway.Runtime.Tests.Egress;

/// <summary>Systems on which no network can be made for a sandbox.</summary>
public sealed class EgressNamespacesTests
{
    [Fact]
    public Task A_gateway_without_a_program_of_its_own_says_so() => RefusedAsync();

    /// <summary>A program that ends at once is what a system looks like that forbids user namespaces.</summary>
    [Fact]
    public Task A_helper_that_ends_at_once_is_told() => RefusedAsync("/bin/false");

    private static async Task RefusedAsync(params string[] program)
    {
        await using var gateway = await Gateway.StartAsync(new() { OwnProgram = new(program) });
        for (var time = 0; time < 2; time++)
        {
            var outcome = await gateway.Runtime.Get<EgressNetworks>().OpenAsync(
                new() { Agent = "svarog", Id = "run_1", What = "make" }, Gateway.Stop);
            Assert.Equal("egress_unavailable", outcome.Rejection?.Code);
        }
    }
}
