using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
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
    public async Task A_line_is_judged_where_its_session_is(string tool, string arguments, string line)
    {
        var inner = Directory.CreateDirectory(Path.Combine(Gateway.Home, "inner")).FullName;
        await Gateway.CreateAsync(new("/bin/cat", Name: "inner", Directory: inner, Backend: "pty"));

        var direct = Facts(tool, arguments, null);
        Assert.Equal((line, inner, inner, null), (direct.Line, direct.Workspace, direct.Directory, direct.Sandbox));

        foreach (var requester in (Requester[])[Agent, ClientsTask])
        {
            var facts = Facts(tool, arguments, requester);
            Assert.Equal(
                (line, null, inner, "session inner"), (facts.Line, facts.Workspace, facts.Directory, facts.Sandbox));
        }
    }

    [Fact]
    public void An_agent_has_no_terminal_of_its_own_by_session_run()
    {
        var tool = Find("session_run");
        const string Arguments = """{"command":"true"}""";
        Assert.Equal("missing_argument", tool.Read(Request(Arguments, Agent)).Rejection?.Code);
        Assert.Null(tool.Read(Request(Arguments, ClientsTask)).Rejection);
        Assert.Null(tool.Read(Request(Arguments, null)).Rejection);
    }

    [Fact]
    public void What_a_session_would_run_is_what_a_shell_would_run()
    {
        var plain = Facts("session_create", """{"command":"ls","args":["-l","a b"]}""", null);
        Assert.Equal(["ls", "-l", "a b"], plain.Argv!);
        var scripted = Facts("session_create", """{"command":"it's","init":"make","cleanup":" "}""", null);
        Assert.Equal((null, "make\n'it'\\''s'"), (scripted.Argv, scripted.Line));
        Assert.Null(Facts("session_create", "{}", null).Argv);
    }

    [Fact]
    public void An_agent_that_leaves_the_sandbox_that_there_is_wants_more_than_to_execute()
    {
        var sandbox = Gateway.Runtime.Sandbox.Name;
        Assert.Equal((null, default(RiskClass)), Chosen("{}", null));
        Assert.Equal((sandbox, default(RiskClass)), Chosen("{}", Agent));
        Assert.Equal(
            ("none", sandbox == "none" ? default : RiskClass.R3), Chosen("""{"sandbox":"none"}""", ClientsTask));

        (string? Sandbox, RiskClass Risk) Chosen(string arguments, Requester? requester)
        {
            var facts = Facts("session_create", arguments, requester);
            return (facts.Sandbox, facts.Risk);
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
