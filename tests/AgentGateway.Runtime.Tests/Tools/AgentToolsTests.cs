using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Tools;
using AgentGateway.Terminal.Sandbox;

namespace AgentGateway.Runtime.Tests.Tools;

/// <summary>The tools by which agents work on files, run commands and read the web, judged and carried out.</summary>
public sealed class AgentToolsTests : IAsyncLifetime
{
    private int _calls;
    private Gateway? _gateway;
    private string? _workspace;

    private Gateway Gateway => _gateway!;

    private string Workspace => _workspace!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await Gateway.StartAsync(
            new() { Gate = new() { Zones = new("/nowhere/home", ["/nowhere/data"], []) } });
        _workspace = Directory.CreateDirectory(Path.Combine(Gateway.Home, "workspace")).FullName;
    }

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();

    [Fact]
    public async Task A_file_is_written_changed_searched_and_kept()
    {
        var made = await RunAsync("write_file", new() { ["path"] = "src/a.txt", ["content"] = "one\ntwo\n" });
        Assert.StartsWith("Made src/a.txt. Kept as art_", made.Text, StringComparison.Ordinal);
        var edited = await RunAsync(
            "edit_file", new() { ["path"] = "src/a.txt", ["old_text"] = "two", ["new_text"] = "three" });
        Assert.Contains("in 1 place.", edited.Text, StringComparison.Ordinal);
        Assert.Contains("-two\n+three\n", edited.Text, StringComparison.Ordinal);
        Assert.Equal("one\nthree\n", await File.ReadAllTextAsync(Path.Combine(Workspace, "src/a.txt"), Gateway.Stop));
        Assert.Equal("src/a.txt:2: three", (await RunAsync("search_files", new() { ["pattern"] = "t.ree" })).Text);
        Assert.Equal(
            "(nothing in 1 files)",
            (await RunAsync("search_files", new() { ["pattern"] = "t.ree", ["literal"] = true })).Text);
        var artifacts = Gateway.Runtime.Artifacts.List(new(ThreadId: "thr_1")).Value.Artifacts;
        Assert.Equal(["edit_file", "write_file"], artifacts.Select(artifact => artifact.Tool).Order());
        Assert.All(artifacts, artifact => Assert.Equal(("src/a.txt", "svarog"), (artifact.Name, artifact.Agent)));
    }

    [Theory]
    [InlineData("edit_file", """{"path":"a.txt","old_text":"x","new_text":"y"}""", "several_matches")]
    [InlineData("edit_file", """{"path":"a.txt","old_text":"z","new_text":"y"}""", "no_match")]
    [InlineData("edit_file", """{"path":"none.txt","old_text":"z","new_text":"y"}""", "file_not_found")]
    [InlineData("write_file", """{"path":"../b.txt","content":"y"}""", "outside_workspace")]
    [InlineData("search_files", """{"pattern":"("}""", "pattern_invalid")]
    [InlineData("fetch_url", """{"url":"http://127.0.0.1/"}""", "address_refused")]
    [InlineData("fetch_url", """{"url":"http://[::1]:80/"}""", "address_refused")]
    [InlineData("fetch_url", """{"url":"file:///etc/passwd"}""", "url_invalid")]
    public async Task A_refusal_says_what_is_wrong(string tool, string arguments, string code)
    {
        await File.WriteAllTextAsync(Path.Combine(Workspace, "a.txt"), "x x", Gateway.Stop);
        var result = await RunAsync(tool, JsonNode.Parse(arguments)!.AsObject());
        Assert.True(result.IsRefused);
        Assert.EndsWith($"({code})", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("write_file", """{"path":"a.txt","content":""}""", PolicyDecision.Allow, RiskClass.R1)]
    [InlineData("write_file", """{"path":".git/hooks/pre-commit","content":""}""", PolicyDecision.Ask, RiskClass.R2)]
    [InlineData("write_file", """{"path":".env","content":""}""", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData("read_file", """{"path":"/etc/hostname"}""", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData("write_file", """{"path":"../a.txt","content":""}""", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData(
        "write_file", """{"path":"/nowhere/data/policy.yaml","content":""}""", PolicyDecision.Deny, RiskClass.R4)]
    [InlineData("edit_file", """{"path":"a.txt","old_text":"a","new_text":"b"}""", PolicyDecision.Allow, RiskClass.R1)]
    [InlineData("search_files", """{"pattern":"a"}""", PolicyDecision.Allow, RiskClass.R0)]
    [InlineData("search_files", """{"pattern":"a","path":".env"}""", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData("fetch_url", """{"url":"https://example.org/"}""", PolicyDecision.Ask, RiskClass.R2)]
    [InlineData("run_command", """{"command":"ls"}""", PolicyDecision.Allow, RiskClass.R1)]
    [InlineData("run_command", """{"argv":["ls"]}""", PolicyDecision.Allow, RiskClass.R1)]
    [InlineData("run_command", """{"command":"git push","sandbox":"open"}""", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData("run_command", """{"command":"ls","directory":"/usr"}""", PolicyDecision.Allow, RiskClass.R1)]
    [InlineData("run_command", """{"command":"rm -rf /"}""", PolicyDecision.Deny, RiskClass.R3)]
    [InlineData("run_command", """{"argv":["busybox","sh","-c","rm -rf /"]}""", PolicyDecision.Deny, RiskClass.R3)]
    public void Each_tool_is_judged_by_what_its_call_touches(
        string tool, string arguments, PolicyDecision decision, RiskClass risk)
    {
        File.WriteAllText(Path.Combine(Workspace, "a.txt"), "a");
        var verdict = Gateway.Runtime.Gate.Judge(Use(tool, JsonNode.Parse(arguments)!.AsObject()));
        Assert.Equal((decision, risk), (verdict.Decision, verdict.Risk));
    }

    [Fact]
    public async Task What_is_elsewhere_is_reached_only_as_it_was_judged()
    {
        var outside = Directory.CreateDirectory(Path.Combine(Gateway.Home, "outside")).FullName;
        var file = Path.Combine(outside, "a.txt");
        await File.WriteAllTextAsync(file, "outside", Gateway.Stop);
        JsonObject read = new() { ["path"] = file };
        Assert.Equal(RiskClass.R3, Gateway.Runtime.Gate.Judge(Use("read_file", read)).Risk);
        Assert.Equal("outside", (await RunAsync("read_file", read, file)).Text);
        Assert.Equal("a.txt", (await RunAsync("list_files", new() { ["path"] = "../outside" }, outside)).Text);
        Assert.Equal(
            "a.txt:1: outside",
            (await RunAsync("search_files", new() { ["pattern"] = "out", ["path"] = outside }, outside)).Text);
        Assert.StartsWith(
            "Replaced",
            (await RunAsync("write_file", new() { ["path"] = file, ["content"] = "new" }, file)).Text,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Changed",
            (await RunAsync(
                "edit_file", new() { ["path"] = file, ["old_text"] = "new", ["new_text"] = "old" }, file)).Text,
            StringComparison.Ordinal);

        // Swapped after it was judged, it leads nowhere.
        File.Delete(file);
        await File.WriteAllTextAsync(Path.Combine(Gateway.Home, "secret"), "secret", Gateway.Stop);
        File.CreateSymbolicLink(file, Path.Combine(Gateway.Home, "secret"));
        Assert.True((await RunAsync("read_file", read, file)).IsRefused);
        Assert.True((await RunAsync("write_file", new() { ["path"] = file, ["content"] = "x" }, file)).IsRefused);
        Assert.True(
            (await RunAsync(
                "read_file",
                new() { ["path"] = Path.Combine(Gateway.Data, "token") },
                Path.Combine(Gateway.Data, "token"))).IsRefused);
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(Gateway.Home, "secret"), Gateway.Stop));
    }

    [Fact]
    public void What_everybody_sees_of_an_approval_shows_no_secret_and_nothing_from_elsewhere()
    {
        File.WriteAllText(Path.Combine(Workspace, ".env"), "KEY=value\n");
        Assert.Null(Use("write_file", new() { ["path"] = ".env", ["content"] = "" }).Facts.Preview);
        Assert.Null(
            Use("edit_file", new() { ["path"] = ".env", ["old_text"] = "KEY", ["new_text"] = "K" }).Facts.Preview);
        Assert.Null(Use("write_file", new() { ["path"] = "/etc/hostname", ["content"] = "" }).Facts.Preview);
    }

    [Fact]
    public void A_person_who_is_asked_sees_the_change()
    {
        File.WriteAllText(Path.Combine(Workspace, "a.txt"), "one\n");
        Assert.Contains(
            "-one\n+two\n",
            Use("write_file", new() { ["path"] = "a.txt", ["content"] = "two\n" }).Facts.Preview,
            StringComparison.Ordinal);
        Assert.Contains(
            "-one\n+1\n",
            Use("edit_file", new() { ["path"] = "a.txt", ["old_text"] = "one", ["new_text"] = "1" }).Facts.Preview,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_run_in_the_workspace_and_answers_how_it_ended()
    {
        SkipWithoutSandbox();
        var ran = await RunAsync("run_command", new() { ["command"] = "pwd; echo $0 >&2; exit 3" });
        Assert.True(ran.IsRefused);
        Assert.StartsWith("Exit code 3 after ", ran.Text, StringComparison.Ordinal);
        Assert.Contains(Workspace, ran.Text, StringComparison.Ordinal);
        Assert.Contains(
            "\na b\nc",
            (await RunAsync("run_command", new() { ["argv"] = new JsonArray("printf", "%s\\n", "a b", "c") })).Text,
            StringComparison.Ordinal);
        Assert.Contains(
            "It was stopped after",
            (await RunAsync("run_command", new() { ["command"] = "sleep 100", ["timeout_seconds"] = 1 })).Text,
            StringComparison.Ordinal);
        Assert.Contains(
            "program_not_found",
            (await RunAsync("run_command", new() { ["argv"] = new JsonArray("no-such-program") })).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_sees_neither_the_daemons_data_nor_its_processes()
    {
        SkipWithoutSandbox();
        var ran = await RunAsync(
            "run_command",
            new()
            {
                ["command"] = $"ls {Gateway.Data} 2>/dev/null | wc -l; ls -d /proc/[0-9]* | wc -l; "
                    + "echo ok > kept; cat kept",
            });
        var lines = ran.Text.Split('\n');
        Assert.Equal("0", lines[1]);
        Assert.InRange(int.Parse(lines[2], null), 1, 10);
        Assert.Equal("ok", lines[3]);
        Assert.Equal("ok\n", await File.ReadAllTextAsync(Path.Combine(Workspace, "kept"), Gateway.Stop));
    }

    [Fact]
    public async Task All_of_a_long_output_is_kept()
    {
        SkipWithoutSandbox();
        var ran = await RunAsync("run_command", new() { ["command"] = "seq 1 30000" });
        Assert.Contains("Not all of its output is shown. Kept as art_", ran.Text, StringComparison.Ordinal);
        Assert.InRange(ran.Text.Length, 20_000, 40_000);
        var artifact = Assert.Single(Gateway.Runtime.Artifacts.List(new(Kind: "output")).Value.Artifacts);
        var content = (await Gateway.Runtime.Artifacts.ReadAsync(
            new(artifact.Id, 0, 1_000_000), Gateway.Stop)).Value.Text!;
        Assert.Equal(30_000, content.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"command":"ls","argv":["ls"]}""")]
    [InlineData("""{"command":" "}""")]
    [InlineData("""{"argv":["ls"],"session_id":"ses_1"}""")]
    [InlineData("""{"command":7}""")]
    public void What_is_no_command_is_said_to_the_model(string arguments) => Assert.Contains(
        Gateway.Runtime.Tools.Find("run_command")!.Read(
            Request(JsonNode.Parse(arguments)!.AsObject(), Workspace)).Rejection?.Code,
        (string[])["invalid_argument", "missing_argument"]);

    private static void SkipWithoutSandbox()
    {
        if (BwrapProbe.FindProgram(null) is null) Assert.Skip("bubblewrap is not installed.");
    }

    private ToolRequest Request(JsonObject arguments, string workspace) => ToolRequest.Of(
        new Requester(
            "svarog", $"call_{++_calls}", new("thr_1")), workspace, JsonElement.Parse(arguments.ToJsonString()));

    private ToolUse Use(string name, JsonObject arguments)
    {
        var tool = Gateway.Runtime.Tools.Find(name)!;
        var request = Request(arguments, Workspace);
        var facts = tool.Touches(request, tool.Read(request).Value);
        return ToolUse.Of(tool, request, JsonElement.Parse(arguments.ToJsonString()), facts);
    }

    private async Task<ToolAnswer> RunAsync(string name, JsonObject arguments, params string[] granted)
    {
        var tool = Gateway.Runtime.Tools.Find(name)!;
        var request = Request(arguments, Workspace) with { Granted = granted };
        return tool.Read(request).IsRejected(out var refused, out var read)
            ? tool.Refuse(refused)
            : await tool.RunAsync(request, read, Gateway.Stop);
    }
}
