using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>A call that gives a line to a session is judged where the program of that session is.</summary>
public sealed class SessionDirectoryTests
{
    [Fact]
    public async Task The_directory_of_a_session_is_the_one_in_which_its_shell_is_now()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ShellAsync(name: "inner");
        Assert.Equal(
            (session.Id, gateway.Home, gateway.Home), Of(gateway.Sessions.DirectoryOf("inner")!));

        await CdAsync(gateway, session, gateway.Folder);

        Assert.Equal((session.Id, gateway.Home, gateway.Folder), Of(gateway.Sessions.DirectoryOf("inner")!));
        Assert.Null(gateway.Sessions.DirectoryOf("none"));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_where_it_was_started()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("cd /");
        await gateway.EndAsync(session.Id);
        Assert.Equal((session.Id, gateway.Home, gateway.Home), Of(gateway.Sessions.DirectoryOf(session.Id)!));
    }

    [Theory]
    [InlineData("session_run", """{"session_id":"inner","command":"make"}""")]
    [InlineData("session_enqueue", """{"session_id":"inner","command":"make"}""")]
    [InlineData("session_send", """{"session_id":"inner","text":"make","submit":true}""")]
    public async Task An_approval_shows_session_and_directory_and_holds_for_both(string tool, string arguments)
    {
        PolicyRule[] rules = [new("ask", PolicyDecision.Ask, PolicySource.File) { Tool = tool, Agent = "client" }];
        await using var gateway = await Gateway.StartAsync(
            new() { Gate = new() { Rules = () => PolicyRules.Shipped.With(rules) } });
        var session = await gateway.ShellAsync(name: "inner");
        var first = await AskedAsync(gateway, tool, arguments);

        Assert.Equal(gateway.Home, first.Directory);
        Assert.Contains($"the session {session.Id} is in {gateway.Home}", first.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("always", first.Decisions ?? []);

        await CdAsync(gateway, session, gateway.Folder);
        var second = await AskedAsync(gateway, tool, arguments);

        Assert.Equal(gateway.Folder, second.Directory);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task No_rule_about_commands_allows_a_line_for_a_session()
    {
        PolicyRule[] rules =
        [
            new("make", PolicyDecision.Allow, PolicySource.File) { Argv = ["make", "*"], UpTo = RiskClass.R3 },
        ];
        await using var gateway = await Gateway.StartAsync(
            new() { Gate = new() { Rules = () => PolicyRules.Shipped.With(rules) } });
        await gateway.ShellAsync(name: "inner");

        var plain = Judge(gateway, """{"command":"make all"}""");
        var inSession = Judge(gateway, """{"command":"make all","session_id":"inner"}""");

        Assert.Equal(("allow", "ask"), (plain, inSession));
    }

    [Fact]
    public async Task An_agents_run_command_in_a_session_is_judged_there_and_not_where_it_says()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ShellAsync(name: "inner");
        await CdAsync(gateway, session, "/etc");
        var judged = gateway.Runtime.Policy.Test(
            new(Principal.Operator, gateway.Folder),
            "rarog",
            "run_command",
            $$"""{"command":"ls","session_id":"inner","directory":"{{gateway.Folder}}"}""").Value;
        Assert.Contains(judged.Facts, fact => fact.Contains("is in /etc", StringComparison.Ordinal));
    }

    private static string Judge(Gateway gateway, string arguments) => gateway.Runtime.Policy.Test(
        new(Principal.Operator, gateway.Folder), "rarog", "run_command", arguments).Value.Decision;

    private static (string, string, string) Of(Runtime.Sessions.SessionDirectory directory) =>
        (directory.Session, directory.Started, directory.Now);

    private static async Task CdAsync(Gateway gateway, SessionView session, string directory)
    {
        await gateway.TypeAsync(session.Id, $"cd '{directory}' && echo now-$((40+2))");
        await gateway.WaitAsync(session.Id, "now-42");
    }

    private static async Task<ApprovalView> AskedAsync(Gateway gateway, string tool, string arguments)
    {
        var answer = await gateway.Runtime.Calls.StartAsync(
            gateway.Runtime.Tools.Find(tool)!,
            new ToolRequest(Gateway.Client, JsonElement.Parse(arguments)),
            Gateway.Stop);
        var id = JsonElement.Parse(answer.Json!).GetProperty("approval_id").GetString()!;
        return (await gateway.Runtime.Approvals.GetAsync(id, Gateway.Stop)).Value.Approval;
    }
}
