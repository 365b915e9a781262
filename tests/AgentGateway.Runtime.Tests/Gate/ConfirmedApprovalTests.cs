using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tests.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Gate;

/// <summary>Who may approve where the settings ask for a passphrase.</summary>
public sealed class ConfirmedApprovalTests
{
    private readonly CountedTool _tool = new();

    [Fact]
    public async Task With_a_passphrase_only_the_terminal_at_which_it_was_given_approves_and_approvers_of_the_settings()
    {
        var settings = new ApprovalOptions { Confirm = ConfirmationKind.Passphrase };
        settings.Approvers["chat"] = RiskClass.R2;
        settings.Approvers["client"] = RiskClass.R3;
        await using var gateway = await StartAsync(options: new() { Settings = RuntimeOptions.SettingsOf(settings) });
        var (approvals, passphrase) = (gateway.Runtime.Approvals, gateway.Runtime.Get<PassphraseService>());
        var here = Gateway.Operator with { Terminal = "here" };
        var (_, approval) = await AskedAsync(gateway);

        Assert.Equal("passphrase_not_set", await RefusedAsync(here));
        Assert.Null(await passphrase.SetAsync(here, null, "correct horse"));
        foreach (var caller in (Caller[])
        [
            here, Gateway.Operator, new(new("phone") { ApproveUpTo = RiskClass.R3 }),
        ])
            Assert.Equal("passphrase_required", await RefusedAsync(caller));
        Assert.Equal("not_allowed", await RefusedAsync(Gateway.Client));
        Assert.Equal(
            "inside_session", await RefusedAsync(new(new("chat")) { Origin = CallerOrigin.Inside }));
        Assert.False(await approvals.MayElicitAsync(Gateway.Client, new(approval.Id), Gateway.Stop));
        Assert.Equal(
            "passphrase_required",
            (await approvals.ResolveElicitedAsync(
                Gateway.Client, new(approval.Id), true, Gateway.Stop)).Rejection!.Code);
        foreach (var (name, right) in ((string, string?)[])[("chat", null), ("other", "R2")])
            Assert.Equal(
                "passphrase_required",
                (await gateway.Runtime.Tokens.CreateAsync(
                    here, new(name, right, null, null), Gateway.Stop)).Rejection!.Code);

        Assert.Null(await passphrase.ConfirmAsync(here, "correct horse"));
        Assert.Equal("passphrase_required", await RefusedAsync(Gateway.Operator with { Terminal = "elsewhere" }));
        Assert.Equal("approved", (await ResolveAsync(gateway, here, approval.Id, "once")).State);

        var (_, second) = await AskedAsync(gateway);
        Assert.Equal("chat", (await ResolveAsync(gateway, new(new("chat")), second.Id, "once")).DecidedBy);
        var (_, third) = await AskedAsync(gateway);
        Assert.Equal("denied", (await ResolveAsync(gateway, Gateway.Operator, third.Id, "deny")).State);

        async Task<string> RefusedAsync(Caller caller) =>
            (await approvals.ResolveAsync(caller, new(approval.Id, "once"), Gateway.Stop)).Rejection!.Code;
    }

    private async Task<Gateway> StartAsync(RuntimeOptions options)
    {
        var gateway = await Gateway.StartAsync(options, _tool.Tool());
        gateway.Driver.Script("svarog", AskingTurns.Calling(new ToolCall("c1", "execute", """{"n":1}""")));
        return gateway;
    }

    private static async Task<(SendView Sent, ApprovalView Approval)> AskedAsync(Gateway gateway)
    {
        var sent = await gateway.SendAsync("go");
        await gateway.EndAsync(sent);
        var pending = (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals;
        return (sent, Assert.Single(pending, approval => approval.TurnId == sent.TurnId));
    }

    private static async Task<ApprovalView> ResolveAsync(Gateway gateway, Caller caller, string id, string decision) =>
        (await gateway.Runtime.Approvals.ResolveAsync(caller, new(id, decision), Gateway.Stop)).Value.Approval;
}
