using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>
/// Calls of agents that name a place to work in, a workspace, a directory or a thread: judged where it leads.
/// </summary>
public sealed class NamedPlaceTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Gateway? _gateway;

    private Gateway Gateway => _gateway!;

    private string Own => Path.Combine(_folder.Path, "own");

    private string Others => Path.Combine(_folder.Path, "others");

    public async ValueTask InitializeAsync()
    {
        _gateway = await Gateway.StartAsync(new() { Gate = new() { Zones = new(_folder["home"], [], []) } });
        foreach (var directory in new[] { Own, Others, Path.Combine(Own, "part") }) Directory.CreateDirectory(directory);
        await MakeAsync("others", Others, new(Principal.Client));
        await MakeAsync("made", Others, new(new Principal("svarog") { Agent = "svarog" }));
        await MakeAsync("own", Own, new(Principal.Client));
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("session_create", """{"workspace":"others","command":"make"}""")]
    [InlineData("session_create", """{"workspace":"others","sandbox":"read"}""")]
    [InlineData("workspace_diff", """{"name":"others"}""")]
    [InlineData("workspace_create", """{"name":"new","directory":"OTHERS"}""")]
    [InlineData("workspace_create", """{"name":"new","repository":"OTHERS","setup":""}""")]
    [InlineData("task_create", """{"title":"t","command":"make","workspace":"others"}""")]
    [InlineData("task_create", """{"title":"t","command":"make","workspace":"OTHERS"}""")]
    public async Task A_place_of_others_is_asked_about(string tool, string arguments) =>
        Assert.Equal((PolicyDecision.Ask, RiskClass.R3), await JudgeAsync(tool, arguments));

    [Theory]
    [InlineData("session_create", """{"workspace":"made","command":"make","sandbox":"read"}""")]
    [InlineData("session_create", """{"workspace":"own","command":"make","sandbox":"read"}""")]
    [InlineData("workspace_diff", """{"name":"made"}""")]
    [InlineData("task_create", """{"title":"t","command":"make","workspace":"made"}""")]
    [InlineData("task_create", """{"title":"t","command":"make","workspace":"own"}""")]
    [InlineData("task_create", """{"title":"t","command":"make"}""")]
    public async Task The_threads_own_workspace_and_those_that_the_agent_made_are_its_own(string tool, string arguments) =>
        Assert.Equal(PolicyDecision.Allow, (await JudgeAsync(tool, arguments)).Decision);

    [Fact]
    public async Task A_task_in_a_thread_works_in_the_workspace_of_that_thread()
    {
        var thread = (await Gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new(null, null, Others, null), Gateway.Stop)).Value.Thread.Id;

        var judged = await JudgeAsync("task_create", $$"""{"title":"t","command":"make","thread_id":"{{thread}}"}""");

        Assert.Equal((PolicyDecision.Ask, RiskClass.R3), judged);
    }

    [Fact]
    public async Task A_client_that_is_bound_to_an_agent_is_judged_as_that_agent() =>
        Assert.Equal(
            PolicyDecision.Ask,
            (await JudgeAsync(
                "session_create",
                """{"workspace":"others","command":"make"}""",
                new(new Principal("editor") { Agent = "svarog" }, Own))).Decision);

    private async Task MakeAsync(string name, string directory, Caller caller) => Assert.Null(
        (await Gateway.Runtime.Workspaces.CreateAsync(caller, new(name, directory), Gateway.Stop)).Rejection);

    private async Task<(PolicyDecision Decision, RiskClass Risk)> JudgeAsync(
        string name, string arguments, Caller? caller = null)
    {
        var json = JsonElement.Parse(arguments.Replace("OTHERS", Others, StringComparison.Ordinal));
        var request = caller is null
            ? ToolRequest.Of(new Requester("svarog", "key"), Own, json)
            : new ToolRequest(caller, json);
        var tool = Gateway.Runtime.Tools.Find(name)!;
        var facts = await tool.TouchesAsync(request, tool.Read(request).Value, Gateway.Stop);
        var verdict = Gateway.Runtime.Get<ToolGate>().Judge(ToolUse.Of(tool, request, json, facts));
        return (verdict.Decision, verdict.Risk);
    }
}
