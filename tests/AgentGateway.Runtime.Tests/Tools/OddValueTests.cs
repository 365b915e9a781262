using System.Text;
using System.Text.Json;
using AgentGateway.Runtime.Imports;
using AgentGateway.Runtime.Tests.Sessions;

namespace AgentGateway.Runtime.Tests.Tools;

/// <summary>JSON of other programs may have null, or half a character, in the place of any value: nothing fails by it.</summary>
public sealed class OddValueTests
{
    public static TheoryData<string> Lines =>
    [
        """
        {"type":"user","timestamp":"2025-03-01T09:00:00Z","cwd":"/srv","message":{"role":"user","content":[
        {"type":"text","text":"one"},
        {"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"a.txt"}]}]}}
        """,
        """
        {"type":"assistant","timestamp":"2025-03-01T09:00:07Z","message":{"role":"assistant","model":"x","content":[
        {"type":"tool_use","id":"t1","name":"Bash","input":{"command":"ls"}}]}}
        """,
        """
        {"type":"response_item","timestamp":"2025-03-01T09:00:07Z","payload":{"type":"message","role":"user","content":[
        {"type":"input_text","text":"hello"}]}}
        """,
        """
        {"type":"response_item","timestamp":"2025-03-01T09:00:07Z","payload":{"type":"function_call","name":"shell",
        "arguments":"{\"command\":[\"ls\"]}","call_id":"c1"}}
        """,
        """
        {"type":"response_item","timestamp":"2025-03-01T09:00:07Z","payload":{"type":"function_call_output",
        "call_id":"c1","output":{"content":"x"}}}
        """,
        """{"type":"turn_context","timestamp":"2025-03-01T09:00:07Z","payload":{"cwd":"/srv","model":"m"}}""",
        """{"timestamp":"2025-03-01T09:00:07Z","type":"compacted","payload":{"message":"what was said"}}""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_line_of_another_programs_conversation_is_read_or_broken(string line)
    {
        foreach (var odd in JsonOddities.Of(line.Replace("\n", "", StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes))
        {
            foreach (var format in ConversationFormat.All)
            {
                Assert.DoesNotContain(null, format.Read(odd).Messages);
                using var file = new MemoryStream(odd);
                await format.HeadAsync(new("/f.jsonl", "f", DateTime.UnixEpoch), file, Gateway.Stop);
            }
        }
    }

    [Fact]
    public async Task Each_argument_of_each_tool_is_read_or_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var arguments = gateway.Runtime.Tools.All.SelectMany(tool => tool.Declared.Arguments).ToList();
        Assert.NotEmpty(arguments);
        foreach (var odd in JsonOddities.Of("""{"a":{"b":["c"]}}""").Concat(JsonOddities.Of("""["c"]""")))
        {
            using var value = JsonDocument.Parse(odd);
            foreach (var argument in arguments)
            {
                if (argument.ReadValue(value.RootElement) is IEnumerable<string> texts) Assert.DoesNotContain(null, texts);
            }
        }
    }

    [Fact]
    public async Task A_hook_is_taken_or_refused()
    {
        const string Whole = """
            {"hook_event_name":"PermissionRequest","notification_type":"n","tool_name":"AskUserQuestion",
            "tool_input":{"command":"ls","questions":[{"question":"Why?"}]}}
            """;
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new("/bin/cat", Backend: "pty"));
        var token = gateway.Runtime.Get<Runtime.Sessions.HookTokens>().Of(new(session.Id), 1);
        foreach (var odd in JsonOddities.Of(Whole))
        {
            string? code = null;
            await Eventually.TrueAsync(
                async () => (code = (await gateway.SessionStatus.HookAsync(
                    session.Id, token, Encoding.UTF8.GetBytes(odd), Gateway.Stop)).Rejection?.Code) != "rate_limited",
                "the hook is looked at");
            Assert.True(code is null or "hook_invalid", $"{odd}: {code}");
        }
    }
}
