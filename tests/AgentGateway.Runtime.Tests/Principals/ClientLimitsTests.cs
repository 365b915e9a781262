using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Principals;

public sealed class ClientLimitsTests
{
    private static readonly Caller Other = new(new Principal("other"));

    [Fact]
    public async Task One_client_registers_so_many_agents_and_no_more()
    {
        await using var gateway = await StartAsync(new() { AgentsMax = 2 });
        Assert.Null(await RegisteredAsync(gateway, Gateway.Client, "one"));
        Assert.Null(await RegisteredAsync(gateway, Gateway.Client, "two"));
        Assert.Equal("too_many_agents", await RegisteredAsync(gateway, Gateway.Client, "three"));
        Assert.Null(await RegisteredAsync(gateway, Gateway.Client, "two"));
        Assert.Null(await RegisteredAsync(gateway, Other, "three"));
    }

    [Fact]
    public async Task So_many_tokens_hold_and_no_more()
    {
        await using var gateway = await StartAsync(new() { TokensMax = 1 });
        var tokens = gateway.Runtime.Tokens;
        await tokens.CreateAsync(Gateway.Operator, new("phone"), Gateway.Stop);
        Assert.Equal(
            "too_many_tokens",
            (await tokens.CreateAsync(Gateway.Operator, new("tablet"), Gateway.Stop)).Rejection!.Code);
        await tokens.RevokeAsync(Gateway.Operator, "phone", Gateway.Stop);
        Assert.Null((await tokens.CreateAsync(Gateway.Operator, new("tablet"), Gateway.Stop)).Rejection);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(0, "always_not_possible")]
    public async Task Approvals_of_one_client_leave_so_many_rules_behind_and_no_more(int max, string? code)
    {
        PolicyRule[] rules =
        [
            new("ask", PolicyDecision.Ask, PolicySource.File) { Tool = "workspace_remove", Agent = "client" },
        ];
        await using var gateway = await Gateway.StartAsync(new()
        {
            Settings = RuntimeOptions.SettingsOf(new ClientLimits { RulesMax = max }),
            Gate = new() { Rules = () => PolicyRules.Shipped.With(rules) },
        });
        var answer = await gateway.Runtime.Calls.StartAsync(
            gateway.Runtime.Tools.Find("workspace_remove")!,
            new ToolRequest(Gateway.Client, JsonElement.Parse("""{"name":"old"}""")),
            Gateway.Stop);
        var id = JsonElement.Parse(answer.Json!).GetProperty("approval_id").GetString()!;
        var resolved = await gateway.Runtime.Approvals.ResolveAsync(
            Gateway.Operator, new(id, "always"), Gateway.Stop);
        Assert.Equal(code, resolved.Rejection?.Code);
    }

    private static Task<Gateway> StartAsync(ClientLimits limits) =>
        Gateway.StartAsync(new() { Settings = RuntimeOptions.SettingsOf(limits) });

    private static async Task<string?> RegisteredAsync(Gateway gateway, Caller caller, string agent) =>
        (await gateway.Runtime.Agents.RegisterAsync(
            caller, agent, null, null, null, Gateway.Stop)).Rejection?.Code;
}
