using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;

namespace AgentGateway.Runtime.Tests.Gate;

/// <summary>What <c>permission_prompt</c> decides about the tools of Claude Code.</summary>
public sealed class ClaudeCodeFactsTests
{
    private const string Home = "/home/me";
    private const string Project = "/home/me/project";

    [Theory]
    [InlineData("Read", """{"file_path":"/home/me/project/a.txt"}""")]
    [InlineData("Read", """{"file_path":"a.txt","offset":3,"limit":9}""")]
    [InlineData("LS", """{"path":"/home/me/project"}""")]
    [InlineData("NotebookRead", """{"notebook_path":"a.ipynb"}""")]
    [InlineData("Write", """{"file_path":"a.txt","content":"x"}""")]
    [InlineData("Edit", """{"file_path":"a.txt","old_string":"x","new_string":"y"}""")]
    [InlineData("MultiEdit", """{"file_path":"a.txt","edits":[]}""")]
    [InlineData("NotebookEdit", """{"notebook_path":"a.ipynb","new_source":"x"}""")]
    [InlineData("Glob", """{"pattern":"**/*.cs"}""")]
    [InlineData("Glob", """{"pattern":"src/*.cs","path":null}""")]
    [InlineData("Glob", """{"pattern":"*","path":"/home/me/project/src"}""")]
    [InlineData("Grep", """{"pattern":"TODO"}""")]
    [InlineData("Grep", """{"pattern":"..","glob":"*.{ts,tsx}","path":"src"}""")]
    [InlineData("Grep", """{"pattern":"x","glob":"!*.min.js"}""")]
    public async Task A_call_that_stays_in_the_workspace_is_allowed(string tool, string input) =>
        Assert.Equal("allow", await DecidedAsync(tool, input));

    [Theory]
    [InlineData("Bash", """{"command":"make"}""")]
    [InlineData("Bash", "{}")]
    [InlineData("Bash", """{"command":["make"]}""")]
    [InlineData("Bash", """{"command":" "}""")]
    [InlineData("Read", "{}")]
    [InlineData("Read", """{"file_path":7}""")]
    [InlineData("Read", """{"file_path":null}""")]
    [InlineData("Read", """{"file_path":""}""")]
    [InlineData("Read", """{"file_path":" a.txt"}""")]
    [InlineData("Read", """{"path":"a.txt"}""")]
    [InlineData("Read", """{"file_path":7,"path":"a.txt"}""")]
    [InlineData("Read", """{"path":"a.txt","file_path":"/etc/passwd"}""")]
    [InlineData("Read", """{"file_path":"~/.bashrc"}""")]
    [InlineData("Read", """{"file_path":"~root/x"}""")]
    [InlineData("Read", """{"file_path":"../a.txt"}""")]
    [InlineData("Read", """{"file_path":".env"}""")]
    [InlineData("LS", """{"path":"/home/me"}""")]
    [InlineData("LS", """{"file_path":"a"}""")]
    [InlineData("Write", """{"path":"a.txt","content":"x"}""")]
    [InlineData("Write", """{"file_path":"/home/me/.bashrc","content":"x"}""")]
    [InlineData("Write", """{"file_path":".claude/settings.json","content":"x"}""")]
    [InlineData("NotebookEdit", """{"file_path":"a.ipynb","new_source":"x"}""")]
    [InlineData("Glob", "{}")]
    [InlineData("Glob", """{"pattern":3}""")]
    [InlineData("Glob", """{"pattern":"*","path":3}""")]
    [InlineData("Glob", """{"pattern":"/etc/**"}""")]
    [InlineData("Glob", """{"pattern":"../*"}""")]
    [InlineData("Glob", """{"pattern":"../*","path":"/home/me/project"}""")]
    [InlineData("Glob", """{"pattern":"*/../../*"}""")]
    [InlineData("Glob", """{"pattern":"{..,a}/*"}""")]
    [InlineData("Glob", """{"pattern":"~/**"}""")]
    [InlineData("Glob", """{"pattern":"**/*.pem"}""")]
    [InlineData("Grep", "{}")]
    [InlineData("Grep", """{"pattern":"x","path":"/etc"}""")]
    [InlineData("Grep", """{"pattern":"x","glob":"../../*"}""")]
    [InlineData("Grep", """{"pattern":"x","glob":".env"}""")]
    [InlineData("Grep", """{"pattern":"x","glob":"**/.en?"}""")]
    [InlineData("Grep", """{"pattern":"x","glob":["*"]}""")]
    [InlineData("WebFetch", """{"url":"https://example.org/a","prompt":"x"}""")]
    [InlineData("WebFetch", """{"url":"file:///etc/passwd"}""")]
    [InlineData("WebFetch", "{}")]
    [InlineData("WebSearch", """{"query":"x"}""")]
    [InlineData("Task", """{"prompt":"x"}""")]
    [InlineData("SomethingNew", "{}")]
    public async Task A_call_that_reaches_out_or_is_not_understood_asks(string tool, string input) =>
        Assert.Equal("ask", await DecidedAsync(tool, input));

    [Theory]
    [InlineData("Bash", """{"command":"rm -rf /"}""")]
    [InlineData("Write", """{"file_path":"/home/me/data/policy.yaml","content":"x"}""")]
    [InlineData("Read", """{"file_path":"/home/me/data/token"}""")]
    [InlineData("Grep", """{"pattern":"x","path":"/home/me/data"}""")]
    [InlineData("Glob", """{"pattern":"/home/me/data/*"}""")]
    public async Task A_call_that_is_never_allowed_is_denied(string tool, string input) =>
        Assert.Equal("deny", await DecidedAsync(tool, input));

    [Fact]
    public async Task A_call_that_is_not_understood_is_not_allowed_by_a_rule_about_its_tool()
    {
        PolicyRule[] rules = [new("reads", PolicyDecision.Allow, PolicySource.File) { Tool = "Read" }];
        Assert.Equal("ask", await DecidedAsync("Read", """{"file_path":["a.txt"]}""", rules));
        Assert.Equal("allow", await DecidedAsync("Read", """{"file_path":"a.txt"}""", rules));
    }

    private static async Task<string> DecidedAsync(string tool, string input, PolicyRule[]? rules = null)
    {
        await using var gateway = await Gateway.StartAsync(new()
        {
            Gate = new()
            {
                Zones = new(Home, [$"{Home}/data"], []), Rules = () => PolicyRules.Shipped.With(rules ?? []),
            },
        });
        var answer = await gateway.Runtime.PermissionPrompts.AskAsync(
            Gateway.Client with { Workspace = Project }, tool, JsonElement.Parse(input), null, null, Gateway.Stop);
        return answer is not PromptAnswer.Decided decided ? "ask"
            : JsonDocument.Parse(decided.Json).RootElement.GetProperty("behavior").GetString()!;
    }
}
