using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Mcp.Asking;
using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Gate;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// <c>permission_prompt</c>, by the contract of Claude Code's <c>--permission-prompt-tool</c>: that program takes the result's one text for
/// JSON, and takes no result that has structured content beside it. Its versions differ in what they send, so more
/// than the schema says is let pass.
/// </summary>
internal sealed class PermissionPromptTool(Asks asks) : GatewayTool
{
    private const string ToolName = "tool_name";
    private const string Input = "input";
    private const string ToolUseId = "tool_use_id";

    private const string Description =
        "For claude -p --permission-prompt-tool mcp__agw__permission_prompt, not for a model to call: judges by the gateway's policy what Claude Code wants to do, "
        + "asks a person where policy says so, waits for the decision, and answers {\"behavior\":\"allow\",\"updatedInput\":{…}} or "
        + "{\"behavior\":\"deny\",\"message\":\"…\"}.";

    private static readonly JsonElement NoInput = JsonElement.Parse("{}");

    public override Tool Definition { get; } = new()
    {
        Name = "permission_prompt",
        Title = "Ask for permission",
        Description = Description,
        InputSchema = JsonElement.Parse(
            """
            {
              "type": "object",
              "properties": {
                "tool_name": { "type": "string", "description": "The tool that Claude Code wants to use." },
                "input": { "type": "object", "description": "What it would call the tool with.", "additionalProperties": true },
                "tool_use_id": { "type": "string", "description": "Claude Code's own id of that call." }
              },
              "required": ["tool_name", "input"],
              "additionalProperties": false
            }
            """),
        Annotations = ToolDefinition.Annotations("Ask for permission", ToolConduct.OpenWorld),
    };

    public override bool OutwaitsDialogue => true;

    /// <summary>Whoever ends the call ends the asking: what would be approved then has nobody who does it.</summary>
    public override async Task OutwaitAsync(string ask, CancellationToken cancellationToken)
    {
        try
        {
            await asks.Approvals.SettledAsync(ask, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await asks.Prompts.WithdrawAsync(ask);
            throw;
        }
    }

    public override async Task<ToolAnswer> StartAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        string? tool = null, id = null;
        var input = NoInput;
        foreach (var (name, value) in request.Arguments)
        {
            switch (name)
            {
                case ToolName when value.ValueKind == JsonValueKind.String: tool = value.GetString(); break;
                case ToolUseId when value.ValueKind == JsonValueKind.String: id = value.GetString(); break;
                case Input when value.ValueKind == JsonValueKind.Object: input = value; break;
            }
        }

        if (string.IsNullOrWhiteSpace(tool))
            return ToolAnswer.Refuse(new("missing_argument", $"{Name} needs the argument \"{ToolName}\".", "It says which tool is to be used."));
        return await asks.Prompts.AskAsync(request.Caller, tool, input, id, request.Asked, cancellationToken) switch
        {
            PromptAnswer.Decided decided => new(decided.Json) { IsPlainText = true },
            PromptAnswer.Waiting waiting => new("{}") { IsPlainText = true, Asks = [waiting.Approval] },
            _ => throw new UnreachableException(),
        };
    }
}
