using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Sessions.Verbs;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Security;

/// <summary>The floor through every argument of every tool by which something can be run or written.</summary>
public sealed class DirectCallTests(DaemonFixture fixture)
{
    [Theory]
    [InlineData("client", "session_run", """{"command":"rm -rf /"}""")]
    [InlineData("client", "session_run", """{"command":"ls","command":"rm -rf /"}""")]
    [InlineData("client", "session_run", """{"command":"rm -rf *","directory":"/"}""")]
    [InlineData("client", "session_run", """{"command":"rm -rf .","directory":"HOME"}""")]
    [InlineData("client", "session_enqueue", """{"session_id":"SESSION","command":"find / | xargs rm -rf"}""")]
    [InlineData("client", "session_send", """{"session_id":"SESSION","text":"rm -rf ~"}""")]
    [InlineData("client", "session_send", """{"session_id":"SESSION","raw":"cm0gLXJmIC8K"}""")]
    [InlineData("client", "session_send", """{"session_id":"SESSION","text":"rm -rf","raw":"IC8K"}""")]
    [InlineData("client", "session_create", """{"command":"rm","args":["-rf","/"]}""")]
    [InlineData("client", "session_create", """{"command":"sh","args":["-c","rm -rf ~"]}""")]
    [InlineData("client", "session_create", """{"command":"ls","init":"rm -rf /"}""")]
    [InlineData("client", "session_create", """{"cleanup":"rm -rf $HOME"}""")]
    [InlineData("client", "session_create", """{"command":"tee","args":["DATA/policy.yaml"]}""")]
    [InlineData("client", "workspace_create", """{"name":"x","setup":"rm -rf /"}""")]
    [InlineData("client", "run_command", """{"argv":["find","/","-delete"]}""")]
    [InlineData("svarog", "run_command", """{"argv":["rm","-rf","--","/"]}""")]
    [InlineData("svarog", "run_command", """{"command":"cat x > DATA/policy.yaml"}""")]
    [InlineData("svarog", "run_command", """{"command":"kill -9 PID"}""")]
    [InlineData("svarog", "run_command", """{"command":"cd DATA; rm *"}""")]
    [InlineData("svarog", "write_file", """{"path":"DATA/policy.yaml","content":"x"}""")]
    [InlineData("svarog", "write_file", """{"path":"/proc/self/root/DATA/policy.yaml","content":"x"}""")]
    [InlineData("svarog", "edit_file", """{"path":"DATA/appsettings.json","old_text":"a","new_text":"b"}""")]
    [InlineData("svarog", "read_file", """{"path":"DATA/token"}""")]
    [InlineData("svarog", "read_file", """{"path":"/proc/PID/environ"}""")]
    [InlineData("svarog", "read_file", """{"path":"/proc/self/environ"}""")]
    [InlineData("svarog", "search_files", """{"pattern":"x","path":"DATA"}""")]
    [InlineData("svarog", "list_files", """{"path":"DATA/../DATANAME"}""")]
    public async Task Is_denied(
        string agent, string tool, string arguments) =>
            Assert.Equal("deny", await DecisionAsync(agent, tool, arguments));

    [Theory]
    [InlineData("client", "session_run", """{"command":"rm -rf build","directory":"/tmp"}""", "allow")]
    [InlineData("client", "session_run", """{"command":"git push","directory":"/tmp","sandbox":"open"}""", "ask")]
    [InlineData("client", "task_create", """{"title":"x","prompt":"y"}""", "allow")]
    [InlineData("client", "thread_send", """{"text":"rm -rf /"}""", "allow")]
    [InlineData("svarog", "read_file", """{"path":"README.md"}""", "allow")]
    [InlineData("svarog", "write_file", """{"path":"notes.txt","content":"rm -rf /"}""", "allow")]
    [InlineData("svarog", "write_file", """{"path":"/etc/hosts","content":"x"}""", "ask")]
    [InlineData("svarog", "run_command", """{"command":"echo 'rm -rf /'"}""", "allow")]
    [InlineData("svarog", "run_command", """{"command":"echo 'rm -rf /'","sandbox":"open"}""", "ask")]
    [InlineData("svarog", "run_command", """{"command":"rm -rf ./node_modules"}""", "allow")]
    [InlineData("svarog", "run_command", """{"command":"rm -rf ./node_modules","sandbox":"open"}""", "ask")]
    [InlineData("svarog", "run_command", """{"command":"cat /proc/self/status 2>/dev/stderr"}""", "allow")]
    [InlineData(
        "svarog", "run_command", """{"command":"cat /proc/self/status 2>/dev/stderr","sandbox":"open"}""", "ask")]
    [InlineData("svarog", "fetch_url", """{"url":"https://example.org/"}""", "ask")]
    [InlineData("svarog", "nobodys_tool", """{"anything":{"a":[1,null,true]}}""", "ask")]
    public async Task Ordinary_work_is_judged_by_its_risk(
        string agent, string tool, string arguments, string decision) =>
        Assert.Equal(decision, await DecisionAsync(agent, tool, arguments));

    /// <summary>Nothing that a model writes breaks the judge or makes it milder.</summary>
    [Theory]
    [InlineData("""{"command":"ls","risk":"R0","approved":true,"confirm":true,"base_risk":0}""")]
    [InlineData("""{"command":"ls","sandbox":"open","risk":"R0"}""")]
    [InlineData("""{"command":"ls","sandbox":"strict"}""")]
    [InlineData("""{"command":"ls","sandbox":"workspace","sandbox":"open"}""")]
    [InlineData("""{"command":"ls","sandbox":["read"]}""")]
    [InlineData("""{"command":"ls\u0000","sandbox":"open"}""")]
    [InlineData("""{"command":"\uFF52\uFF4D -rf \uFF0F","sandbox":"open"}""")]
    [InlineData("""{"command":"\u202Els","sandbox":"open"}""")]
    [InlineData("""{"command":"\uE000\uE001","sandbox":"open"}""")]
    [InlineData("""{"command":"\uD800","sandbox":"open"}""")]
    [InlineData("""{"command":"rm -rf \u2215","sandbox":"open"}""")]
    public async Task Tricks_of_a_model_are_asked_about(string arguments) =>
        Assert.Contains(await DecisionAsync("svarog", "run_command", arguments), new[] { "ask", "refused" });

    [Theory]
    [InlineData("""{"command":["rm","-rf","/"]}""")]
    [InlineData("""{"command":7}""")]
    [InlineData("""{"command":null}""")]
    [InlineData("""{"argv":"rm -rf /"}""")]
    [InlineData("""{"argv":[1]}""")]
    [InlineData("""{"argv":[]}""")]
    [InlineData("""{"command":"ls","argv":["ls"]}""")]
    [InlineData("""{"command":"ls"}x""")]
    public async Task What_is_no_call_is_refused(string arguments) =>
        Assert.Equal("refused", await DecisionAsync("svarog", "run_command", arguments));

    [Fact]
    public async Task What_is_very_long_or_deep_is_refused_or_asked_about()
    {
        Assert.Equal(
            "ask", await DecisionAsync(
                "svarog", "run_command", $$"""{"command":"echo {{new string('x', 60_000)}}","sandbox":"open"}"""));
        Assert.Equal(
            "refused",
            await DecisionAsync(
                "svarog",
                "run_command",
                $$"""{"command":"ls","x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""));
    }

    private async Task<string> DecisionAsync(string agent, string tool, string arguments)
    {
        var data = fixture.Daemon.Data;
        await using var open = arguments.Contains("SESSION", StringComparison.Ordinal)
            ? await SessionOfTest.CreateAsync(fixture.Daemon)
            : null;
        var home = Environment.GetEnvironmentVariable("HOME") ?? "/root";
        var call = arguments.Replace(
            "DATANAME", Path.GetFileName(data), StringComparison.Ordinal)
                .Replace("/DATA/", data + "/", StringComparison.Ordinal)
            .Replace(
                "DATA", data, StringComparison.Ordinal)
                    .Replace("PID", $"{fixture.Daemon.Pid}", StringComparison.Ordinal)
                    .Replace("\"HOME\"", $"\"{home}\"", StringComparison.Ordinal)
                    .Replace("SESSION", open?.Id, StringComparison.Ordinal);
        var answer = await Agw.RunAsync("policy", "test", agent, tool, call, "--data", data);
        if (answer.ExitCode == 0) return answer.Output.Split('\n')[0];
        answer.RefusedWith("invalid_argument");
        return "refused";
    }
}
