using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>
/// A turn that keeps in memory what a driver does, in order, and shows it the same way in the next prompt.
/// </summary>
internal sealed class FakeTurn(string question, TurnKind kind = TurnKind.Answer, string? model = null) : ITurn
{
    private readonly List<PromptMessage> _messages = [new(MessageRole.User, "operator", $"[operator]: {question}")];
    private readonly StringBuilder _streamed = new();

    /// <summary>What happened: <c>step TEXT (TOOLS)</c>, <c>call TOOL ARGUMENTS</c>, <c>restream TEXT</c>.</summary>
    public List<string> Log { get; } = [];

    public List<string> Retries { get; } = [];

    public List<TokenUsage> Usages { get; } = [];

    /// <summary>Everything that was streamed, replaced text included.</summary>
    public string Shown { get; private set; } = "";

    public Action? Streamed { get; init; }

    public Func<ToolCall, ToolAnswer> Answer { get; init; } = call => ToolAnswer.OfText($"result of {call.Tool}");

    public TurnId Id => new("turn_1");

    public ThreadId Thread => new("thr_1");

    public TurnKind Kind => kind;

    public AgentDefinition Agent { get; } = new(new("svarog"), "Svarog", [], null, model);

    public string? Workspace => null;

    public IReadOnlyList<Message> Triggers { get; init; } =
        [new(new("msg_1"), 1, MessageRole.User, "operator", question, Visibility.Visible, new("turn_1"))];

    public IReadOnlyList<ToolDeclaration> Tools { get; } =
    [
        Tool("thread_search", """{"type":"object","properties":{"query":{"type":"string"}},"required":["query"]}"""),
        Tool("thread_read",
            """{"type":"object","properties":{"thread_id":{"type":"string"}},"required":["thread_id"]}"""),
    ];

    public string StreamedText => _streamed.ToString();

    /// <summary>The window that the driver asked a prompt for.</summary>
    public int WindowTokens { get; private set; }

    public ValueTask<Prompt> BuildPromptAsync(
        int windowTokens, Func<Prompt, CancellationToken, Task<string>>? summarize, CancellationToken cancellationToken)
    {
        WindowTokens = windowTokens;
        PromptSection[] sections = [new("system", "You are a test."), new("now", "It is noon.")];
        return new(new Prompt(sections, [.. _messages], TokenEstimate.Of(sections, _messages, Tools)));
    }

    public void Retrying(int attempt, int attemptsMax, string reason) =>
        Retries.Add($"{attempt} of {attemptsMax}: {reason}");

    public void Stream(string text)
    {
        _streamed.Append(text);
        Shown += text;
        Streamed?.Invoke();
    }

    public void Restream(string text)
    {
        Log.Add($"restream {text}");
        _streamed.Clear();
        _streamed.Append(text);
    }

    public Task RecordStepAsync(
        string text,
        IReadOnlyList<ToolCall> calls,
        string? model,
        TokenUsage usage,
        CancellationToken cancellationToken)
    {
        Log.Add($"step {text} ({string.Join(", ", calls.Select(call => call.Tool))})");
        Usages.Add(usage);
        _streamed.Clear();
        _messages.Add(new(MessageRole.Assistant, Agent.Id.Value, text, calls));
        return Task.CompletedTask;
    }

    public Task<ToolAnswer> CallToolAsync(ToolCall call, CancellationToken cancellationToken)
    {
        Log.Add($"call {call.Tool} {call.Arguments}");
        var result = Answer(call);
        _messages.Add(new(MessageRole.Tool, call.Tool, result.Text, null, call.Id));
        return Task.FromResult(result);
    }

    public async Task<bool> CallToolsAsync(IReadOnlyList<ToolCall> calls, CancellationToken cancellationToken)
    {
        var waiting = false;
        foreach (var call in calls) waiting |= (await CallToolAsync(call, cancellationToken)).HeldUpBy is not null;
        return !waiting;
    }

    public ValueTask<IReadOnlyList<Message>> OwnMessagesAsync(CancellationToken cancellationToken) =>
        new([.. _messages.Skip(1).Select((message, at) => new Message(
            new($"msg_{at + 2}"), at + 2, message.Role, message.Author, message.Text, Visibility.Visible, Id)
        {
            ToolCalls = message.ToolCalls,
            ToolCallId = message.ToolCallId,
        })]);

    private static SchemaToolDeclaration Tool(string name, string schema) => new()
    {
        Name = name,
        Title = name,
        Description = $"Does {name}.",
        Toolset = "test",
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Schema = JsonElement.Parse(schema),
    };
}
