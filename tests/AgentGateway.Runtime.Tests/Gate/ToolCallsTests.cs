using System.Text.Json;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Gate;

public sealed class ToolCallsTests
{
    private const string Old = """{"name":"old"}""";

    private static readonly RuntimeOptions Asking = new()
    {
        Gate = new()
        {
            Rules = () => PolicyRules.Shipped.With(
                [new("ask-workspaces", PolicyDecision.Ask, PolicySource.Settings)
                {
                    Tool = "workspace_remove",
                    Agent = "client",
                }]),
        },
    };

    [Fact]
    public async Task A_call_that_has_to_be_approved_is_refused_and_runs_once_when_it_comes_again()
    {
        await using var gateway = await Gateway.StartAsync(Asking);
        var refused = await EnterAsync(gateway, Gateway.Client, Old);
        Assert.Equal("approval_required", refused!.Value.Code);
        Assert.Equal(refused.Value.Approval, (await EnterAsync(gateway, Gateway.Client, Old))!.Value.Approval);
        await gateway.Runtime.Approvals.ResolveAsync(
            Gateway.Operator, new(refused.Value.Approval!, "once"), Gateway.Stop);
        Assert.NotEqual(
            refused.Value.Approval, (await EnterAsync(
                gateway, Gateway.Client, """{"name":"other"}"""))!.Value.Approval);
        Assert.Null(await EnterAsync(gateway, Gateway.Client, Old));
        var again = await EnterAsync(gateway, Gateway.Client, Old);
        Assert.Equal("approval_required", again!.Value.Code);
        Assert.NotEqual(refused.Value.Approval, again.Value.Approval);
    }

    [Fact]
    public async Task An_approval_shows_the_client_that_asks_and_holds_for_no_other()
    {
        await using var gateway = await Gateway.StartAsync(Asking);
        var claude = Named("claude-code") with { Workspace = gateway.Home };
        var refused = await EnterAsync(gateway, claude, Old);
        var approval = (await gateway.Runtime.Approvals.GetAsync(refused!.Value.Approval!, Gateway.Stop)).Value.Approval;
        Assert.Equal(("client:claude-code", gateway.Home), (approval.Agent, approval.ClientDirectory));

        await gateway.Runtime.Approvals.ResolveAsync(Gateway.Operator, new(approval.Id, "once"), Gateway.Stop);
        Assert.Equal("approval_required", (await EnterAsync(gateway, Named("codex"), Old))!.Value.Code);
        Assert.Equal("approval_required", (await EnterAsync(gateway, Gateway.Client, Old))!.Value.Code);
        Assert.Null(await EnterAsync(gateway, claude, Old));
    }

    [Fact]
    public async Task A_client_with_many_names_has_no_more_approvals_pending_than_one()
    {
        await using var gateway = await Gateway.StartAsync(Asking with
        {
            Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { PendingMax = 2 }),
        });
        foreach (var name in (string[])["one", "two"])
            Assert.Equal("approval_required", (await EnterAsync(gateway, Named(name), Old))!.Value.Code);
        Assert.Equal("too_many_approvals", (await EnterAsync(gateway, Named("three"), Old))!.Value.Code);
    }

    [Fact]
    public async Task A_denied_call_is_not_asked_about_again_at_once()
    {
        await using var gateway = await Gateway.StartAsync(Asking);
        var refused = await EnterAsync(gateway, Gateway.Client, Old);
        await gateway.Runtime.Approvals.ResolveAsync(
            Gateway.Operator, new(refused!.Value.Approval!, "deny"), Gateway.Stop);
        Assert.Equal("denied", (await EnterAsync(gateway, Gateway.Client, Old))!.Value.Code);
        Assert.Empty((await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals);
    }

    [Fact]
    public async Task A_call_that_could_not_be_made_is_refused_without_a_request()
    {
        await using var gateway = await Gateway.StartAsync(Asking);
        Assert.Equal("missing_argument", (await EnterAsync(gateway, Gateway.Client, "{}"))!.Value.Code);
        Assert.Equal(
            "unknown_argument",
            (await EnterAsync(gateway, Gateway.Client, """{"name":"old","nonsense":true}"""))!.Value.Code);
        Assert.Empty((await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals);
    }

    [Theory]
    [InlineData("session_run", """{"command":" "}""", "empty_command")]
    [InlineData("session_run", """{"command":"ls\u0000"}""", "invalid_command")]
    [InlineData("session_run", """{"command":"ls","timeout_seconds":1e9}""", "invalid_argument")]
    [InlineData("session_run", """{"command":"ls","directory":"/nowhere"}""", "directory_not_found")]
    [InlineData("session_run", """{"command":"ls","session_id":"nothing"}""", "unknown_session")]
    [InlineData("session_run", """{"command":"ls","session_id":"cat","directory":"/"}""", "invalid_argument")]
    [InlineData("session_create", """{"command":"no-such-program","args":[]}""", "program_not_found")]
    [InlineData("session_create", """{"command":"cat","args":["a\u0000"]}""", "argument_invalid")]
    [InlineData("session_create", """{"command":"cat","columns":100000}""", "size_invalid")]
    [InlineData("session_create", """{"command":"cat","name":"no name"}""", "name_invalid")]
    [InlineData("session_create", """{"command":"cat","name":"cat"}""", "name_taken")]
    [InlineData("session_create", """{"command":"cat","workspace":"nowhere"}""", "unknown_workspace")]
    [InlineData("session_create", """{"command":"cat","environment":{"A=B":"1"}}""", "environment_invalid")]
    [InlineData("session_create", """{"command":"cat","thread_id":"thr_nothing"}""", "unknown_thread")]
    [InlineData("session_enqueue", """{"session_id":"cat","command":"ls"}""", "not_a_shell")]
    [InlineData("session_enqueue", """{"session_id":"nothing","command":"ls"}""", "unknown_session")]
    [InlineData("session_send", """{"session_id":"nothing","text":"ls"}""", "unknown_session")]
    [InlineData("session_send", """{"session_id":"cat"}""", "invalid_argument")]
    [InlineData("session_send", """{"session_id":"cat","raw":"?"}""", "invalid_argument")]
    [InlineData("session_resize", """{"session_id":"cat","columns":100000,"rows":1}""", "size_invalid")]
    [InlineData("session_clone", """{"session_id":"nothing"}""", "unknown_session")]
    [InlineData("session_restart", """{"session_id":"nothing"}""", "unknown_session")]
    public async Task A_call_that_could_never_be_made_is_refused_before_a_person_is_asked(
        string tool, string arguments, string code)
    {
        await using var gateway = await Gateway.StartAsync(new()
        {
            Gate = new()
            {
                Rules = () => PolicyRules.Shipped.With(
                    [new("ask", PolicyDecision.Ask, PolicySource.Settings) { Tool = tool, Agent = "client" }]),
            },
        });
        await gateway.Sessions.CreateAsync(
            Gateway.Operator, new("/bin/cat", Name: "cat", Backend: "pty"), Gateway.Stop);
        Assert.Equal(code, (await EnterAsync(gateway, Gateway.Client, arguments, tool))!.Value.Code);
        Assert.Empty((await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals);
    }

    [Fact]
    public async Task Two_permitted_calls_at_once_run_once()
    {
        await using var gateway = await Gateway.StartAsync(Asking);
        var refused = await EnterAsync(gateway, Gateway.Client, Old);
        await gateway.Runtime.Approvals.ResolveAsync(
            Gateway.Operator, new(refused!.Value.Approval!, "once"), Gateway.Stop);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => EnterAsync(gateway, Gateway.Client, Old))));
        Assert.Single(answers, answer => answer is null);
    }

    [Theory]
    [InlineData("session_run", """{"command":"rm -rf /"}""")]
    [InlineData("session_send", """{"session_id":"none","text":"rm -fr / --no-preserve-root"}""")]
    [InlineData("session_create", """{"command":"rm","args":["-rf","/"]}""")]
    [InlineData("session_create", """{"command":"bash","init":"rm -rf ~"}""")]
    public async Task The_floor_holds_everybody(string tool, string arguments)
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Sessions.CreateAsync(Gateway.Operator, new("/bin/cat", Name: "none", Backend: "pty"), Gateway.Stop);
        foreach (var caller in (Caller[])[Gateway.Client, Gateway.Operator])
            Assert.Equal("denied", (await EnterAsync(gateway, caller, arguments, tool))!.Value.Code);
    }

    [Theory]
    [InlineData("thread_send", """{"text":"hello"}""")]
    [InlineData("session_run", """{"command":"echo hello"}""")]
    [InlineData("session_create", "{}")]
    [InlineData("approval_resolve", """{"approval_id":"apr_1","decision":"once"}""")]
    public async Task What_its_own_user_is_asked_about_a_client_may_do(string tool, string arguments)
    {
        await using var gateway = await Gateway.StartAsync();
        Assert.Null(await EnterAsync(gateway, Gateway.Client, arguments, tool));
        Assert.Null(await EnterAsync(gateway, Gateway.Operator, arguments, tool));
    }

    [Fact]
    public async Task A_call_that_waited_in_vain_is_not_asked_for_again()
    {
        await using var gateway = await Gateway.StartAsync(Asking with
        {
            Settings = RuntimeOptions.SettingsOf(new ApprovalOptions { Minutes = 0.005 }),
        });
        var refused = await EnterAsync(gateway, Gateway.Client, Old);
        await gateway.Runtime.Approvals.SettledAsync(new(refused!.Value.Approval!), Gateway.Stop);
        Assert.Equal(
            "denied", (await EnterAsync(gateway, Gateway.Client, Old, asked: refused.Value.Approval))!.Value.Code);
        Assert.NotEqual(refused.Value.Approval, (await EnterAsync(gateway, Gateway.Client, Old))!.Value.Approval);
    }

    [Theory]
    [InlineData("toolu_1")]
    [InlineData(null)]
    public async Task A_permission_prompt_is_one_approval_however_often_it_comes_and_answers_in_the_programs_words(string? id)
    {
        await using var gateway = await Gateway.StartAsync();
        var asked = await PromptAsync(gateway, "make install", id);
        Assert.Equal(asked, await PromptAsync(gateway, "make install", id));
        await DecideAsync(gateway, "once");
        Assert.Equal(
            new PromptAnswer.Decided("""{"behavior":"allow","updatedInput":{"command":"make install"}}"""),
            await PromptAsync(gateway, "make install", id));
        Assert.NotEqual(asked, Assert.IsType<PromptAnswer.Waiting>(await PromptAsync(gateway, "make install", id)));
        await DecideAsync(gateway, "deny", "not now");
        var denied = JsonDocument.Parse(
            Assert.IsType<PromptAnswer.Decided>(await PromptAsync(gateway, "make install", id)).Json).RootElement;
        Assert.Equal("deny", denied.GetProperty("behavior").GetString());
        Assert.Contains("not now", denied.GetProperty("message").GetString());
        Assert.Equal(
            new PromptAnswer.Decided("""{"behavior":"allow","updatedInput":{"file_path":"notes.md"}}"""),
            await gateway.Runtime.PermissionPrompts.AskAsync(
                Gateway.Client with { Workspace = gateway.Folder },
                "Read",
                JsonElement.Parse("""{"file_path":"notes.md"}"""),
                id,
                null,
                Gateway.Stop));
    }

    [Fact]
    public async Task Tokens_have_rights_of_their_own_and_end()
    {
        await using var gateway = await Gateway.StartAsync();
        var tokens = gateway.Runtime.Tokens;
        Assert.Equal(
            "not_allowed", (await tokens.CreateAsync(
                Gateway.Client, new("phone", "R2"), Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "invalid_argument",
            (await tokens.CreateAsync(Gateway.Operator, new("phone", "R4"), Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "invalid_token_name",
            (await tokens.CreateAsync(Gateway.Operator, new("svarog"), Gateway.Stop)).Rejection!.Code);
        var phone = (await tokens.CreateAsync(Gateway.Operator, new("phone", "R2"), Gateway.Stop)).Value;
        var bound = (await tokens.CreateAsync(Gateway.Operator, new("bot", "R2", "main"), Gateway.Stop)).Value;
        Assert.Equal(
            "name_taken", (await tokens.CreateAsync(Gateway.Operator, new("phone"), Gateway.Stop)).Rejection!.Code);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        tokens = gateway.Runtime.Tokens;
        Assert.Equal(new Principal("phone") { ApproveUpTo = RiskClass.R2 }, tokens.Find(phone.Secret));
        Assert.Equal(new Principal("svarog") { Agent = "svarog" }, tokens.Find(bound.Secret));
        Assert.Null(tokens.Find(phone.Secret.AsSpan(0, phone.Secret.Length - 1)));
        await tokens.RevokeAsync(Gateway.Operator, "phone", Gateway.Stop);
        Assert.Null(tokens.Find(phone.Secret));
        Assert.Equal(2, tokens.List().Tokens.Count);
    }

    private static Caller Named(string client) => Gateway.Client with { Client = ClientName.Of(client) };

    private static Task<PromptAnswer> PromptAsync(
        Gateway gateway, string command, string? id) => gateway.Runtime.PermissionPrompts.AskAsync(
        Gateway.Client, "Bash", JsonElement.Parse(JsonSerializer.Serialize(new { command })), id, null, Gateway.Stop);

    private static async Task DecideAsync(Gateway gateway, string decision, string? reason = null)
    {
        var id = await PendingAsync(gateway);
        await gateway.Runtime.Approvals.ResolveAsync(Gateway.Operator, new(id, decision, reason), Gateway.Stop);
    }

    private static Task<string> PendingAsync(Gateway gateway) => Eventually.FoundAsync(
        async () =>
            (await gateway.Runtime.Approvals.ListAsync(new("pending"), Gateway.Stop)).Value.Approvals is [var approval]
            ? approval.Id
            : null,
        "an approval is pending");

    private static async Task<(string Code, string? Approval)?> EnterAsync(
        Gateway gateway, Caller caller, string arguments, string tool = "workspace_remove", string? asked = null)
    {
        var request = new ToolRequest(caller, JsonElement.Parse(arguments)) { Awaited = PersonRequestId.Parse(asked) };
        var answer = await gateway.Runtime.Calls.StartAsync(
            new PassedTool(gateway.Runtime.Tools.Find(tool)!), request, Gateway.Stop);
        if (!answer.IsRefused) return null;
        var refused = JsonElement.Parse(answer.Json!);
        var approval = refused.TryGetProperty("approval_id", out var id) ? id.GetString() : null;
        return (refused.GetProperty("code").GetString()!, approval);
    }
}
