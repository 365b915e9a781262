using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// Each refusal has a stable code that the documentation for models explains, a sentence, and the next step.
/// </summary>
public sealed class RefusalTests(DaemonFixture fixture)
{
    private const string Thread = "THREAD";

    /// <summary>Calls that must be refused; THREAD stands for a thread that exists.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "thread_read", """{"thread_id":"thr_01jd0000000000000000000000"}""" },
        { "thread_read", """{"thread_id":"nonsense"}""" },
        { "thread_read", """{"thread_id":""}""" },
        { "thread_send", """{"thread_id":"thr_01jd0000000000000000000000","text":"Hello"}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":""}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":" \n\t "}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":"Hello","mode":"sideways"}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":"Hello","wait_seconds":-1}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":"Hello","wait_seconds":"soon"}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":7}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":null}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}"}""" },
        { "thread_send", $$"""{"thread_id":"{{Thread}}","text":"Hello","txet":"Hello"}""" },
        { "thread_wait", """{"turn_id":"turn_01jd0000000000000000000000"}""" },
        { "thread_wait", "{}" },
        { "thread_cancel", "{}" },
        { "thread_cancel", $$"""{"thread_id":"{{Thread}}","turn_id":"turn_01jd0000000000000000000000"}""" },
        { "thread_cancel", """{"turn_id":"turn_01jd0000000000000000000000"}""" },
        { "thread_create", """{"agent":"nobody"}""" },
        { "thread_create", """{"workspace":"relative/path"}""" },
        { "thread_create", """{"workspace":"/does/not/exist/anywhere"}""" },
        { "thread_list", """{"cursor":"not-ours"}""" },
        { "thread_list", """{"limit":"many"}""" },
        { "thread_list", """{"limit":0}""" },
        { "thread_read", $$"""{"thread_id":"{{Thread}}","after":"not-ours"}""" },
        { "thread_read", $$"""{"thread_id":"{{Thread}}","limit":-5}""" },
        { "thread_participant", $$"""{"thread_id":"{{Thread}}","agent":"nobody","instruction":"Look"}""" },
        { "thread_participant",
            $$"""{"thread_id":"{{Thread}}","agent":"weles","instruction":"Look","when":"sometimes"}""" },
        { "thread_participant", $$"""{"thread_id":"{{Thread}}","agent":"weles","stop":true}""" },
        { "thread_fork", $$"""{"thread_id":"{{Thread}}","message_id":"msg_01jd0000000000000000000000"}""" },
        { "thread_search", """{"query":""}""" },
        { "thread_search", """{"query":"x","thread_id":"thr_01jd0000000000000000000000"}""" },
        { "thread_update", """{"thread_id":"thr_01jd0000000000000000000000","title":"x"}""" },
        { "agent_reply", """{"turn_id":"turn_01jd0000000000000000000000","text":"Hello"}""" },
        { "agent_inbox", """{"agent":"weles","wait_seconds":0}""" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task A_bad_call_is_refused_with_a_documented_code(string tool, string arguments)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();

        var refusal = await client.TryAsync(
            tool, JsonNode.Parse(arguments.Replace(Thread, thread, StringComparison.Ordinal)));

        var code = refusal.RefusedWith();
        var page = (await client.RequestAsync(
            "resources/read", new { uri = "agw://docs/errors" }))["contents"]![0]!["text"].String();
        Assert.Contains($"`{code}`", page);
        Assert.Empty((await client.ReadAsync(thread)).List("messages"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_by_its_limit()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        var thread = await client.NewThreadAsync();

        var refusal = await client.TryAsync(
            "thread_send", new { thread_id = thread, text = new string('x', 3_000_000) });

        refusal.RefusedWith();
        Assert.Matches("[0-9]{4,}", refusal.Text("message") + refusal.Text("hint"));
        Assert.Empty((await client.ReadAsync(thread)).List("messages"));
    }

    [Fact]
    public async Task An_agent_of_another_principal_is_out_of_reach()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);
        var sent = await client.SendAsync(thread, "For the one who registered", wait: 0);

        using var control = await ControlSocket.ConnectAsync(fixture.Daemon);
        Assert.Equal("agent_taken", await control.RefusalAsync("agent_register", new { id = agent.Id }));
        Assert.Equal("agent_taken", await control.RefusalAsync("agent_inbox", new { agent = agent.Id }));
        Assert.Equal(
            "agent_taken",
            await control.RefusalAsync("agent_reply", new { turn_id = sent.Text("turn_id"), text = "It was me" }));
        await agent.AnswerNextAsync("turn", "It is I");
    }

    [Fact]
    public async Task An_agent_that_stays_away_fails_visibly_at_its_deadline()
    {
        using var folder = new TemporaryFolder(Agw.WorkingDirectory);
        await File.WriteAllTextAsync(
            folder["appsettings.json"], """{"Threads":{"ConnectedSeconds":1}}""",
                TestContext.Current.CancellationToken);
        await using var daemon = await Daemon.StartAsync(folder.Path);
        await using var agent = await ConnectedAgent.RegisterAsync(daemon);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        var sent = await client.SendAsync(thread, "Anybody?");

        Assert.Equal("failed", sent.Text("status"));
        Assert.NotEmpty(sent["failure"]!["code"].String()!);
        Assert.Contains(
            (await client.ReadAsync(thread)).List("messages"),
            message => message!["role"].String() == "system" && message["visibility"].String() == "visible");
    }
}
