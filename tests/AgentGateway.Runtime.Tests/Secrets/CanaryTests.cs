using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Tests.Sessions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Secrets;

/// <summary>A secret that a session prints in every way turns up nowhere else.</summary>
public sealed class CanaryTests
{
    private const string Session = "canary";

    /// <summary>
    /// Tools that have to answer, so that a mistake in these tests is not taken for a secret well kept.
    /// </summary>
    private static readonly string[] MustAnswer =
    [
        "session_screen", "session_output", "session_search", "session_get", "session_list", "session_wait",
        "session_explain", "session_run", "session_enqueue", "session_queue", "session_send", "session_create",
        "thread_send", "thread_read", "thread_list", "task_list", "approval_list", "artifact_list",
    ];

    /// <summary>They get a session of their own to end.</summary>
    private static readonly string[] Ending = ["session_stop", "session_restart", "session_remove"];

    /// <summary>They type into a shell that waits for lines.</summary>
    private static readonly string[] OfShell = ["session_run", "session_enqueue", "session_queue"];

    private static CancellationToken Stop => Gateway.Stop;

    /// <summary>The thread that calls are about.</summary>
    private string _thread = "";

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task No_tool_resource_prompt_or_file_has_it(string backend)
    {
        await using var gateway = await StartAsync(
            backend,
            new PolicyRule("test:all", PolicyDecision.Allow, PolicySource.File) { Tool = "*", UpTo = RiskClass.R3 });
        await gateway.CreateAsync(new("/bin/cat", Name: "spare", Backend: backend));
        await gateway.CreateAsync(new("/bin/bash", Name: "shell", Backend: backend));
        _thread = (await gateway.AskAsync($"It is {Canary.Value}.")).ThreadId;
        await HookAsync(gateway);
        var answered = new HashSet<string>();
        foreach (var caller in (Caller[])[Gateway.Operator, Gateway.Client])
            foreach (var tool in gateway.Runtime.Tools.All)
                foreach (var arguments in Calls(gateway, tool.Declared))
                {
                    var answer = await CallAsync(gateway, tool, caller, arguments);
                    Assert.True(Canary.In(answer.Text) is null, $"{tool.Name} {arguments}: {Canary.In(answer.Text)}");
                    Assert.True(Canary.In(answer.Json ?? "") is null, $"{tool.Name}: {Canary.In(answer.Json ?? "")}");
                    if (Raw(answer) is { } raw) Assert.True(Canary.In(raw) is null, $"{tool.Name}: {Canary.In(raw)}");
                    if (!answer.IsRefused) answered.Add(tool.Name);
                }

        Assert.Empty(MustAnswer.Except(answered));
        var resources = gateway.Runtime.Get<ResourceCatalogue>();
        foreach (var resource in resources.All)
        {
            var read = await resources.ReadAsync(Gateway.Client, resource.AddressOf(Session), Stop);
            if (!read.IsRejected(out _, out var content))
                Assert.True(Canary.In(content.Text) is null, $"{resource.Address}: {Canary.In(content.Text)}");
        }

        await ModelAsync(gateway);
        await gateway.SessionHistory.SnapshotAsync(Gateway.Operator, Session, "look " + Canary.Value, Stop);
        Assert.Null(Canary.In(JsonSerializer.Serialize(
            (await gateway.SessionHistory.HistoryAsync(Session, Stop)).Value)));
        using var cast = new MemoryStream();
        await gateway.SessionOutput.ExportCastAsync(Session, cast, Stop);
        Assert.Null(Canary.In(cast.ToArray()));
        // The person at the local command line may ask for it, which shows too that it is there to be found.
        var shown = (await gateway.SessionOutput.ReadAsync(new(Session, 0, 1 << 20, Reveal: true), Stop)).Value.Text!;
        Assert.NotNull(Canary.In(shown));
        Assert.NotNull(Canary.In(
            (await gateway.SessionOutput.ScreenAsync(new(Session, "text", 500, Reveal: true), Stop)).Value.Text!));

        await gateway.StopAsync();
        foreach (var file in Directory.GetFiles(gateway.Data, "*", SearchOption.AllDirectories).Where(IsStored))
        {
            var found = Canary.In(await File.ReadAllBytesAsync(file, Stop));
            Assert.True(found is null, $"{file}: {found}");
        }

        await gateway.StartAgainAsync();
        var again = (await gateway.SessionOutput.ReadAsync(new(Session, 0, 1 << 20), Stop)).Value.Text!;
        Assert.Contains("***", again, StringComparison.Ordinal);
        Assert.Null(Canary.In(again));
    }

    [Fact]
    public async Task Every_piece_of_the_output_is_as_long_as_it_was()
    {
        await using var gateway = await StartAsync("pty");
        var whole = Bytes(await ReadAsync(gateway, 0, 1 << 20));
        var shown = (await gateway.SessionOutput.ReadAsync(new(Session, 0, 1 << 20, "raw", Reveal: true), Stop)).Value;
        Assert.Equal(Convert.FromBase64String(shown.Base64!).Length, whole.Length);
        foreach (var size in (int[])[1, 7, 64])
            for (var offset = 0; offset < whole.Length; offset += size)
            {
                var piece = await ReadAsync(gateway, offset, size);
                Assert.Equal(whole.AsSpan(offset, Math.Min(size, whole.Length - offset)).ToArray(), Bytes(piece));
                Assert.Equal(offset + Bytes(piece).Length, piece.NextOffset);
            }
    }

    [Fact]
    public async Task A_command_with_the_value_in_it_is_refused()
    {
        await using var gateway = await StartAsync("pty");
        Assert.Equal("secret_in_command", await gateway.RefusedAsync(new("/bin/echo", [Canary.Value])));
        var shell = (await gateway.CreateAsync(new("/bin/bash", Backend: "pty"))).Id;
        var refused = await gateway.CommandQueue.EnqueueAsync(
            Gateway.Client, new(shell, $"echo '{Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary.Value))}'"), Stop);
        Assert.Equal("secret_in_command", refused.Rejection!.Code);
        foreach (var what in (RequestedWork[])[
            new(Command: $"echo {Uri.EscapeDataString(Canary.Value)}"),
            new(Tool: "run_command", Arguments: JsonSerializer.Serialize(new { command = Canary.Value })),
        ])
        {
            var task = (await gateway.Runtime.Tasks.CreateAsync(Gateway.Client, new("t", what), Stop)).Rejection!;
            Assert.Equal("secret_in_command", task.Code);
            Assert.Contains("the secret canary", task.Message, StringComparison.Ordinal);
            Assert.Contains("canary=secret:canary", task.Hint, StringComparison.Ordinal);
        }

        gateway.Driver.Script("svarog", async (turn, cancellationToken) =>
        {
            var arguments = JsonSerializer.Serialize(new { path = "copy", content = Canary.Value });
            var call = new ToolCall("call", "write_file", arguments);
            await turn.RecordStepAsync("", [call], "script", new(1, 1, 0, 0, 1), cancellationToken);
            return ScriptedDriver.Completed((await turn.CallToolAsync(call, cancellationToken)).Text);
        });
        Assert.Contains("secret_in_command", (await gateway.AskAsync("Write it.")).Reply!.Text);
        Assert.False(File.Exists(Path.Combine(gateway.Home, "copy")));
    }

    [Fact]
    public async Task A_text_with_the_value_in_it_is_stored_without_it_and_its_sender_is_told()
    {
        await using var gateway = await StartAsync("pty");
        foreach (var (tool, arguments) in new[]
        {
            ("thread_send", $$"""{"text":{{JsonSerializer.Serialize($"It is {Canary.Value}.")}}}"""),
            ("task_create", $$"""{"title":"t","prompt":{{JsonSerializer.Serialize(Canary.Value)}}}"""),
        })
        {
            using var json = JsonDocument.Parse(arguments);
            var request = new ToolRequest(Gateway.Client, json.RootElement);
            var answer = await gateway.Runtime.Calls.CallAsync(
                gateway.Runtime.Tools.Find(tool)!, request, null, Stop);
            Assert.False(answer.IsRefused, answer.Text);
            var notice = (string?)JsonNode.Parse(answer.Json!)!["notice"];
            Assert.Contains("the secret canary", notice, StringComparison.Ordinal);
            Assert.Null(Canary.In(answer.Json!));
        }

        using var plain = JsonDocument.Parse("""{"text":"It is nothing."}""");
        var usual = await gateway.Runtime.Calls.CallAsync(
            gateway.Runtime.Tools.Find("thread_send")!, new(Gateway.Client, plain.RootElement), null, Stop);
        Assert.Null(JsonNode.Parse(usual.Json!)!["notice"]);
    }

    [Fact]
    public async Task An_agent_is_asked_about_a_secret_by_its_name()
    {
        await using var gateway = await StartAsync("pty");
        var tool = gateway.Runtime.Tools.Find("session_create")!;
        using var json = JsonDocument.Parse("""{"command":"/bin/true","environment":{"KEY":"secret:canary"}}""");
        var request = ToolRequest.Of(new Requester("svarog", "key"), gateway.Home, json.RootElement);
        var facts = tool.Touches(request, tool.Read(request).Value);
        var verdict = gateway.Runtime.Gate.Judge(ToolUse.Of(tool, request, json.RootElement, facts));
        Assert.Equal(PolicyDecision.Ask, verdict.Decision);
        Assert.InRange(verdict.Risk, RiskClass.R2, RiskClass.R3);
        Assert.Contains("its program is given the secret canary", verdict.Facts);
    }

    /// <summary>A session that has printed everything, and waits.</summary>
    private static async Task<Gateway> StartAsync(string backend, params PolicyRule[] rules)
    {
        var gateway = await Gateway.StartWithAsync(new()
        {
            Store = StoreKind.Sqlite,
            Options = new()
            {
                Gate = new()
                {
                    Rules = () => PolicyRules.Shipped.With(rules),
                },
            },
        });
        var secrets = new SecretStore(Path.Combine(gateway.Data, "secrets"), new());
        Assert.Null(secrets.Set("canary", Canary.Value).Rejection);
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "prints"), Canary.Printed, Stop);
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "plain"), Canary.Written, Stop);
        await gateway.CreateAsync(new(
            "/bin/sh",
            ["-c", "cat prints; echo \"is $KEY\"; echo all printed; while read x; do :; done"],
            Session,
            Backend: backend,
            Environment: new Dictionary<string, string> { ["KEY"] = "secret:canary" })
        {
            Size = new(Columns: 40),
        });
        Assert.True((await gateway.WaitAsync(Session, "all printed")).Matched);
        return gateway;
    }

    /// <summary>The calls of a tool: each has what the tool needs and all that it understands.</summary>
    private IEnumerable<JsonObject> Calls(Gateway gateway, ToolDeclaration tool)
    {
        var all = new JsonObject();
        foreach (var argument in tool.Arguments)
            if (Value(gateway, tool, argument) is { } value) all[argument.Name] = value;
        var needed = new JsonObject();
        foreach (var argument in tool.Arguments.Where(argument => argument.IsRequired || argument.Name == "session_id"))
            if (Value(gateway, tool, argument) is { } value) needed[argument.Name] = value;
        yield return needed;
        yield return all;
        foreach (var choice in tool.Arguments.Where(argument => argument.Schema["enum"] is JsonArray))
            foreach (var value in choice.Schema["enum"]!.AsArray())
            {
                var call = needed.DeepClone().AsObject();
                call[choice.Name] = value!.DeepClone();
                if (choice.Name == "until")
                {
                    call["pattern"] = "cnry|is .*";
                    call["offset"] = 0;
                    call["status"] = "idle";
                    call["timeout_seconds"] = 1;
                }

                yield return call;
            }
    }

    private JsonNode? Value(Gateway gateway, ToolDeclaration tool, ToolArgument argument) => argument.Name switch
    {
        "session_id" => Ending.Contains(tool.Name) ? "spare" : OfShell.Contains(tool.Name) ? "shell" : Session,
        "thread_id" => _thread,
        "command" => "cat prints",
        "query" or "pattern" => "refused",
        "text" or "message" or "title" or "content" or "description" or "reason" => $"say {Canary.Value}",
        "path" or "file" => "plain",
        "workspace" or "directory" => gateway.Home,
        "environment" => new JsonObject { ["KEY"] = "secret:canary" },
        "timeout_seconds" or "wait_seconds" or "quiet_ms" or "wait_ms" => 1,
        "offset" => 0,
        "name" => null,
        _ when !argument.IsRequired => null,
        _ when argument.Schema["enum"] is JsonArray values => values[0]!.DeepClone(),
        _ => (string?)argument.Schema["type"] switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new JsonArray("x"),
            "object" => new JsonObject(),
            _ => "x",
        },
    };

    private static async Task<ToolAnswer> CallAsync(Gateway gateway, Tool tool, Caller caller, JsonObject arguments)
    {
        using var json = JsonDocument.Parse(arguments.ToJsonString());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            return await gateway.Runtime.Calls.CallAsync(
                tool, new(caller with { Workspace = gateway.Home }, json.RootElement), null, limit.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            return ToolAnswer.OfText("it takes too long", isRefused: true);
        }
    }

    private static byte[]? Raw(ToolAnswer answer) =>
        answer.Json is not null && JsonNode.Parse(answer.Json) is JsonObject view && view["base64"] is { } bytes
            ? Convert.FromBase64String((string)bytes!)
            : null;

    /// <summary>What a model asks for, and what it is then sent.</summary>
    private async Task ModelAsync(Gateway gateway)
    {
        var prompts = new List<Prompt>();
        gateway.Driver.Script("svarog", async (turn, cancellationToken) =>
        {
            var tools = gateway.Runtime.Tools.For(ToolAudience.Agents)
                .Where(tool => tool.Declared.Conduct.HasFlag(ToolConduct.Reads) || tool.Name == "run_command");
            var at = 0;
            foreach (var tool in tools)
            {
                var arguments = Calls(gateway, tool.Declared).First().ToJsonString();
                var call = new ToolCall($"call_{at++}", tool.Name, arguments);
                await turn.RecordStepAsync("I look.", [call], "script", new(1, 1, 0, 0, 1), cancellationToken);
                var answer = await turn.CallToolAsync(call, cancellationToken);
                Assert.True(Canary.In(answer.Text) is null, $"{tool.Name}: {Canary.In(answer.Text)}");
            }

            prompts.Add(await turn.BuildPromptAsync(1_000_000, null, cancellationToken));
            return ScriptedDriver.Completed($"It is {Canary.Value}.");
        });
        var ended = await gateway.AskAsync($"Is it {Canary.Value}?");
        Assert.True(ended.Status == "completed", JsonSerializer.Serialize(ended));
        Assert.Null(Canary.In(JsonSerializer.Serialize(Assert.Single(prompts))));
    }

    private static async Task HookAsync(Gateway gateway)
    {
        var id = (await gateway.Sessions.GetAsync(Session, Stop)).Value.SessionId;
        var token = gateway.Runtime.Get<HookTokens>().Of(new(id), 1);
        var body = new JsonObject { ["hook_event_name"] = "Notification", ["message"] = $"wants {Canary.Value}" };
        await gateway.SessionStatus.HookAsync(id, token, Encoding.UTF8.GetBytes(body.ToJsonString()), Stop);
    }

    /// <summary>All but the output ring with the last screen, and the secret store.</summary>
    private static bool IsStored(string file) =>
        !file.EndsWith(".sock", StringComparison.Ordinal)
        && !file.Contains("/secrets/", StringComparison.Ordinal)
        && !(file.Contains("/sessions/", StringComparison.Ordinal)
            && Path.GetFileName(file) is var name
            && (name == "output" || name.StartsWith("screen", StringComparison.Ordinal)));

    private static async Task<OutputView> ReadAsync(Gateway gateway, long offset, int bytes) =>
        (await gateway.SessionOutput.ReadAsync(new(Session, offset, bytes, "raw"), Stop)).Value;

    private static byte[] Bytes(OutputView output) => Convert.FromBase64String(output.Base64!);
}
