using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Sessions.Tools;

/// <summary>What calls about sessions touch, by who makes them.</summary>
public sealed class SessionToolTests : IAsyncLifetime
{
    private static readonly Requester Agent = new("svarog", "call", new("thr_1"));
    private static readonly Requester ClientsTask = new("client", "call", Task: new("tsk_1"));

    private Gateway? _gateway;

    private Gateway Gateway => _gateway!;

    public async ValueTask InitializeAsync() => _gateway = await Gateway.StartAsync();

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();

    [Theory]
    [InlineData("session_run", """{"session_id":"inner","command":"make"}""", "make")]
    [InlineData("session_enqueue", """{"session_id":"inner","command":"make"}""", "make")]
    [InlineData("session_send", """{"session_id":"inner","text":"ma","raw":"a2U="}""", "make")]
    public async Task Input_to_an_open_session_is_judged_where_that_session_is(string tool, string arguments, string line)
    {
        var inner = Directory.CreateDirectory(Path.Combine(Gateway.Home, "inner")).FullName;
        await Gateway.NeedSandboxAsync();
        var open = await Gateway.CreateAsync(new("/bin/cat", Name: "inner", Directory: inner, Backend: "pty"));
        foreach (var requester in (Requester?[])[null, Agent, ClientsTask])
        {
            var facts = Facts(tool, arguments, requester);
            Assert.Equal(
                (line, inner, open.Id, SandboxProfile.Open),
                (facts.Line, facts.Directory, facts.Session, facts.Sandbox!.Value));
        }
    }

    [Theory]
    [InlineData("session_run", """{"session_id":"inner","command":"make"}""")]
    [InlineData("session_enqueue", """{"session_id":"inner","command":"make"}""")]
    [InlineData("session_send", """{"session_id":"inner","text":"make"}""")]
    [InlineData("session_restart", """{"session_id":"inner"}""")]
    public async Task Input_to_a_contained_session_is_judged_by_its_sandbox_alone(string tool, string arguments)
    {
        await Gateway.NeedSandboxAsync();
        var inner = Directory.CreateDirectory(Path.Combine(Gateway.Home, "inner")).FullName;
        await Gateway.CreateAsync(new(
            "/bin/cat", Name: "inner", Directory: inner, Backend: "pty", Sandbox: SandboxProfile.Workspace));
        var facts = Facts(tool, arguments, Agent);
        Assert.Equal((null, SandboxProfile.Workspace), (facts.Line, facts.Sandbox!.Value));
    }

    [Fact]
    public void Asking_about_a_receipt_touches_nothing() =>
        Assert.Same(CallFacts.None, Facts("session_send", """{"session_id":"inner","receipt_id":1}""", Agent));

    [Fact]
    public void What_a_session_would_run_is_what_a_shell_would_run()
    {
        var plain = Facts("session_create", """{"command":"ls","args":["-l","a b"]}""", null);
        Assert.Equal(["ls", "-l", "a b"], plain.Argv!);
        var scripted = Facts("session_create", """{"command":"it's","args":[],"init":"make","cleanup":" "}""", null);
        Assert.Equal((null, "make\n'it'\\''s'"), (scripted.Argv, scripted.Line));
        Assert.Equal(
            "make\nls | wc",
            Facts("session_create", """{"command":"ls | wc","init":"make"}""", null).Line);
        Assert.Null(Facts("session_create", "{}", null).Argv);
    }

    [Theory]
    [InlineData("\"make\"", null, "make", null)]
    [InlineData("\"/opt/My App/run\"", "[]", "/opt/My App/run", null)]
    [InlineData("\"make test\"", null, null, "make test")]
    [InlineData("\"ls|wc\"", null, null, "ls|wc")]
    [InlineData("\"~/bin/tool\"", null, null, "~/bin/tool")]
    [InlineData("\"a\\nb\"", null, null, "a\nb")]
    [InlineData("[\"make\",\"all tests\"]", null, "make|all tests", null)]
    [InlineData("[\"My App\"]", null, "My App", null)]
    [InlineData("\"make\"", "[\"all tests\"]", "make|all tests", null)]
    public void A_command_is_a_word_a_line_or_a_list(string command, string? args, string? words, string? line)
    {
        var facts = Facts(
            "session_create", $"{{\"command\":{command}{(args is null ? "" : $",\"args\":{args}")}}}", Agent);
        Assert.Equal(
            (words, line), (facts.Argv is null ? null : string.Join('|', facts.Argv), facts.Line));
    }

    [Theory]
    [InlineData("""{"command":[]}""")]
    [InlineData("""{"command":["make"],"args":["all"]}""")]
    [InlineData("""{"command":7}""")]
    public void A_command_that_cannot_be_meant_is_refused(string arguments) => Assert.Equal(
        "invalid_argument", Find("session_create").Read(Request(arguments, Agent)).Rejection!.Code);

    [Fact]
    public async Task A_line_is_run_by_a_shell()
    {
        var tool = Find("session_create");
        var request = Request("""{"command":"read x; echo a | tr a b; exit 4","backend":"pty","sandbox":"open"}""", null);
        var answer = await tool.RunAsync(
            request, tool.Read(request).Value, TestContext.Current.CancellationToken);
        var id = JsonElement.Parse(answer.Json!).GetProperty("session_id").GetString()!;
        await Gateway.TypeAsync(id, "on");
        Assert.Equal(4, (await Gateway.EndAsync(id)).Exit!.Code);
        Assert.Equal("on\nb\n", await Gateway.OutputAsync(id));
    }

    [Fact]
    public async Task A_clone_is_judged_as_the_session_that_it_is_like_was()
    {
        await Gateway.NeedSandboxAsync();
        Assert.Null(
            new SecretStore(Path.Combine(Gateway.Data, "secrets"), new()).Set("KEY", "s3cret-value-1234").Rejection);
        var inner = Directory.CreateDirectory(Path.Combine(Gateway.Home, "inner")).FullName;
        var open = await Gateway.CreateAsync(new(
            "/bin/cat",
            ["-u"],
            "inner",
            Directory: inner,
            Backend: "pty",
            Environment: new Dictionary<string, string> { ["KEY"] = "secret:KEY", ["PLAIN"] = "value" }));
        var facts = Facts("session_clone", """{"session_id":"inner"}""", Agent);
        Assert.Equal(
            ("/bin/cat -u", inner, open.Id, SandboxProfile.Open, false),
            (string.Join(' ', facts.Argv!), facts.Directory, facts.Session, facts.Sandbox!.Value,
                facts.MayBeRemembered));
        Assert.Equal(
            [("KEY", "secret:KEY"), ("PLAIN", "value")],
            facts.Environment.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.Same(CallFacts.None, Facts("session_clone", """{"session_id":"none"}""", Agent));
    }

    [Theory]
    [InlineData("session_create")]
    [InlineData("session_run")]
    [InlineData("workspace_create")]
    public void A_call_gets_the_least_profile_that_it_asks_for(string tool)
    {
        if (Gateway.Runtime.Sandboxes.Unusable is { } missing) Assert.Skip(missing.Message);
        Assert.Equal(SandboxProfile.Workspace, Chosen(null, Agent));
        Assert.Equal(SandboxProfile.Workspace, Chosen(null, null));
        Assert.Equal(SandboxProfile.Read, Chosen("read", ClientsTask));
        Assert.Equal(SandboxProfile.Network, Chosen("network", Agent));
        Assert.Equal(SandboxProfile.Open, Chosen("open", Agent));

        SandboxProfile? Chosen(string? name, Requester? requester)
        {
            var what = tool == "workspace_create" ? "\"name\":\"w\"" : "\"command\":\"true\"";
            return Facts(tool, $"{{{what}{(name is null ? "" : $",\"sandbox\":\"{name}\"")}}}", requester).Sandbox;
        }
    }

    private Tool Find(string name) => Gateway.Runtime.Tools.Find(name)!;

    private CallFacts Facts(string name, string arguments, Requester? requester)
    {
        var (tool, request) = (Find(name), Request(arguments, requester));
        return tool.Touches(request, tool.Read(request).Value);
    }

    private ToolRequest Request(string arguments, Requester? requester) => requester is null
        ? new(Gateway.Client with { Workspace = Gateway.Home }, JsonElement.Parse(arguments))
        : ToolRequest.Of(requester, Gateway.Home, JsonElement.Parse(arguments));
}
