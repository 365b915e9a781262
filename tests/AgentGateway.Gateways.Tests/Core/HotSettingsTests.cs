using AgentGateway.Runtime.Approvals;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>Settings of chats that count as soon as they change.</summary>
public sealed class HotSettingsTests
{
    [Fact]
    public async Task A_name_that_the_settings_give_a_person_counts_at_once()
    {
        var chat = new TestPlatform { Approvers = { "1" } };
        await using var gateway = await ChatGateway.StartAsync(new CountedTool(), chat);
        Assert.Contains("People", gateway.Runtime.HotSections);

        gateway.Runtime.Apply(Settings(("People:alice:0", "test:1")));
        gateway.Runtime.Apply(Settings(("People:Alice:0", "test:1"), ("People:bob:0", "test:2")));
        await chat.SaysAsync("go");
        await chat.PressesAsync(await chat.NextAsync(), "Approve");

        await chat.NextAsync(sent => sent.Text == "done");
        var approvals = (await gateway.Runtime.Get<ApprovalService>().ListAsync(new("approved", 5), Gateway.Stop)).Value;
        Assert.Equal("Alice", Assert.Single(approvals.Approvals).DecidedBy, ignoreCase: true);
    }

    [Fact]
    public async Task Cards_that_are_held_back_come_when_the_settings_end_the_quiet_hours()
    {
        var chat = new TestPlatform { Approvers = { "1" } };
        await using var gateway = await ChatGateway.StartAsync(new CountedTool(), chat);
        Assert.Contains("Approvals:Quiet", gateway.Runtime.HotSections);
        Assert.DoesNotContain("Approvals", gateway.Runtime.HotSections);
        var now = TimeProvider.System.GetUtcNow();
        var minutes = gateway.Runtime.Get<ApprovalOptions>().Minutes;

        gateway.Runtime.Apply(Settings(
            ("Approvals:Quiet", $"{now.AddHours(-6):HH:mm}-{now.AddHours(6):HH:mm} UTC"),
            ("Approvals:Minutes", $"{minutes + 1}")));
        await chat.SaysAsync("go");
        await Eventually.TrueAsync(
            async () => (await gateway.Runtime.Get<ApprovalService>().ListAsync(
                new("pending", 5), Gateway.Stop)).Value.Approvals.Count == 1,
            "the approval is pending");
        Assert.Empty(chat.All);
        Assert.Equal(minutes, gateway.Runtime.Get<ApprovalOptions>().Minutes);
        gateway.Runtime.Apply(Settings());

        Assert.Contains("Approval needed", (await chat.NextAsync()).Text, StringComparison.Ordinal);
    }

    private static Func<Runtime.Modules.SettingsSection, object?> Settings(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
        return section => configuration.GetSection(section.Name).Get(section.Options);
    }
}
