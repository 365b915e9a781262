using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Approvals;

/// <summary>What people are shown of a call: everything, visibly, and nothing is approved that was not shown.</summary>
public sealed class WholeApprovalTests
{
    private static readonly Caller Phone = new(new Principal("phone") { ApproveUpTo = RiskClass.R3 });

    /// <summary>A command that is contained is asked about only where a rule says so.</summary>
    private static readonly PolicyRule Asks =
        new("asks", PolicyDecision.Ask, PolicySource.File) { Tool = "execute" };

    private readonly CountedTool _tool = new();

    [Fact]
    public async Task What_is_too_long_for_a_list_is_approved_only_after_it_was_shown()
    {
        var line = string.Join('\n', Enumerable.Range(1, 200).Select(number => $"echo {number}"));
        await using var gateway = await StartAsync(new { line });
        var (_, listed) = await gateway.AskedAsync();
        Assert.True(listed.Truncated);
        Assert.Equal(60, listed.Preview!.Split('\n').Count(text => text.StartsWith("echo", StringComparison.Ordinal)));
        Assert.EndsWith("more characters are not shown]", listed.Preview, StringComparison.Ordinal);

        var refused = (await ResolveAsync(gateway, Gateway.Operator, listed.Id, "once")).Rejection!;
        Assert.Equal(("approval_unseen", listed.Id), (refused.Code, refused.ApprovalId));
        Assert.Contains($"agw approvals show {listed.Id}", refused.Hint);

        var shown = (await gateway.Runtime.Approvals.ShowAsync(Gateway.Operator, listed.Id, Gateway.Stop)).Value;
        Assert.Equal((line, null), (shown.Approval.Preview, shown.Approval.Truncated));
        Assert.Equal(
            "approval_unseen", (await ResolveAsync(gateway, Phone, listed.Id, "once")).Rejection!.Code);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var decided = await ResolveAsync(gateway, Gateway.Operator, listed.Id, "once");
        Assert.Equal("approved", decided.Value.Approval.State);
        await gateway.UntilAsync(listed.ThreadId!, read => read.Thread.ActiveTurn is null);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task What_a_dialogue_shows_in_part_it_can_only_deny()
    {
        var options = new RuntimeOptions
        {
            Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { ElicitationMax = RiskClass.R3 }),
        };
        await using var gateway = await StartAsync(new { line = "echo " + new string('x', 5_000) }, options);
        var (_, listed) = await gateway.AskedAsync();
        await gateway.Runtime.Approvals.ShowAsync(Gateway.Client, listed.Id, Gateway.Stop);
        var approvals = gateway.Runtime.Approvals;
        Assert.Equal(
            "approval_unseen",
            (await approvals.ResolveElicitedAsync(
                Gateway.Client, new(listed.Id), approve: true, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "denied",
            (await approvals.ResolveElicitedAsync(
                Gateway.Client, new(listed.Id), approve: false, Gateway.Stop)).Value.Approval.State);
    }

    [Fact]
    public async Task Long_arguments_without_a_preview_are_shown_whole_too()
    {
        var text = new string('x', 6_000);
        await using var gateway = await StartAsync(new { text });
        var (_, listed) = await gateway.AskedAsync();
        Assert.True(listed.Truncated);
        Assert.Contains("more characters]", listed.Arguments.GetProperty("text").GetString());
        Assert.DoesNotContain("session", listed.Decisions!);
        var shown = (await gateway.Runtime.Approvals.ShowAsync(Gateway.Operator, listed.Id, Gateway.Stop)).Value;
        Assert.Equal(text, shown.Approval.Arguments.GetProperty("text").GetString());
        var resource = (await gateway.Runtime.Approvals.ReadAsync(listed.Id, Gateway.Stop)).Value;
        Assert.Equal(text, resource.Approval.Arguments.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_text_that_no_person_could_read_is_not_asked()
    {
        await using var gateway = await StartAsync(new { text = new string('x', 1024 * 1024) });
        var sent = await gateway.SendAsync("go");
        Assert.Contains("too many to be read by a person", (await gateway.EndAsync(sent)).Reply!.Text);
        Assert.Empty(await gateway.PendingAsync());
        Assert.Empty(_tool.Runs);
    }

    [Fact]
    public async Task Every_field_that_an_agent_wrote_is_visible()
    {
        await using var gateway = await StartAsync(
            new { line = "cat p\u0430ss\u200B\nrm\u00A0x", note = "\U000E0041\u202E" });
        var (_, approval) = await gateway.AskedAsync();
        Assert.Equal("execute: cat p\\u0430ss\\u200b ⏎ rm\\u00a0x", approval.Summary);
        Assert.Equal("cat p\\u0430ss\\u200b\nrm\\u00a0x", approval.Preview);
        Assert.Equal("\\u{e0041}\\u202e", approval.Arguments.GetProperty("note").GetString());
        Assert.Equal("cat p\\u0430ss\\u200b\nrm\\u00a0x", approval.Arguments.GetProperty("line").GetString());
    }

    [Fact]
    public async Task A_programs_words_are_shown_one_a_line_and_quoted()
    {
        await using var gateway = await StartAsync(new { argv = (string[])["git", "commit", "-m", "a b\nc"] });
        var (_, approval) = await gateway.AskedAsync();
        Assert.Equal("'git'\n'commit'\n'-m'\n'a b ⏎ c'", approval.Preview);
        Assert.Equal("execute: git commit -m 'a b ⏎ c'", approval.Summary);
    }

    [Fact]
    public async Task One_requester_has_a_limited_number_of_approvals_pending()
    {
        await using var gateway = await StartAsync(
            new { n = 1 }, new() { Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { PendingMax = 2 }) });
        gateway.Driver.Script("weles", AskingTurns.Calling([new("c1", "execute", """{"n":1}""")]));
        var first = (await gateway.AskedAsync()).Approval;
        await gateway.AskedAsync();
        var third = await gateway.AskAsync("go");
        Assert.Equal("completed", third.Status);
        Assert.Contains("svarog has 2 approvals pending already", third.Reply!.Text);
        var listed = (await gateway.Runtime.Approvals.ListAsync(new("pending", 1), Gateway.Stop)).Value;
        Assert.Equal((1, 2), (listed.Approvals.Count, listed.PendingCount));

        // Another requester is not held up by it, and a decision makes room, also after a restart.
        await gateway.AskAsync("/handoff weles", third.ThreadId);
        Assert.Equal("waiting", (await gateway.AskAsync("go", third.ThreadId)).Status);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Contains("2 approvals pending", (await gateway.AskAsync("go")).Reply!.Text);
        await ResolveAsync(gateway, Gateway.Operator, first.Id, "deny");
        await gateway.UntilAsync(first.ThreadId!, read => read.Thread.ActiveTurn is null);
        Assert.Equal("waiting", (await gateway.AskAsync("go")).Status);
    }

    private static Task<Domain.Outcome<Views.ApprovalEnvelope>> ResolveAsync(
        Gateway gateway, Caller caller, string id, string decision) =>
        gateway.Runtime.Approvals.ResolveAsync(caller, new(id, decision), Gateway.Stop);

    private async Task<Gateway> StartAsync(object arguments, RuntimeOptions? options = null)
    {
        var gateway = await Gateway.StartAsync(
            (options ?? new()) with { Gate = new() { Rules = () => PolicyRules.Shipped.With([Asks]) } },
            _tool.Tool(touches: Touches));
        gateway.Driver.Script(
            "svarog", AskingTurns.Calling([new("c1", "execute", JsonSerializer.Serialize(arguments))]));
        return gateway;

        static CallFacts Touches(IReadOnlyDictionary<string, JsonElement> given) => new()
        {
            Line = given.TryGetValue("line", out var line) ? line.GetString() : null,
            Argv = given.TryGetValue("argv", out var argv)
                ? [.. argv.EnumerateArray().Select(word => word.GetString()!)]
                : null,
            Risk = RiskClass.R2,
            Sandbox = given.ContainsKey("line") || given.ContainsKey("argv") ? SandboxProfile.Workspace : null,
        };
    }
}
