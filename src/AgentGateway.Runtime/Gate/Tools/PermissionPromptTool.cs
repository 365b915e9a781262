using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Gate.Tools;

/// <summary>
/// <c>permission_prompt</c>, by the contract of Claude Code's <c>--permission-prompt-tool</c>: that program takes the
/// result's one text for JSON, and takes no result that has structured content beside it. Its versions differ in what
/// they send, so more than the schema says is let pass.
/// </summary>
public sealed class PermissionPromptTool(PermissionPrompts prompts, ApprovalService approvals) : Tool(Declaration)
{
    private static readonly ToolArgument<string> ToolName = ToolArgument.Text(
        "tool_name", "The tool that it wants to use.").Required();

    private static readonly ToolArgument<string> Input = ToolArgument.Json(
        "input", "The arguments.").Required();

    private static readonly ToolArgument<string> ToolUseId = ToolArgument.Text(
        "tool_use_id", "Its own id of that call.");

    public static readonly TextToolDeclaration Declaration = new()
    {
        Name = "permission_prompt",
        Title = "Ask for permission",
        Description =
            "For claude -p --permission-prompt-tool mcp__agw__permission_prompt, not for a model: decides by policy, "
            + "or "
            + "asks a person and waits.",
        Toolset = Toolsets.Approvals,

        // Claude Code takes the tool only from the list.
        IsDefault = true,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.OpenWorld,
        Risk = RiskClass.R0,
        Arguments = [ToolName, Input, ToolUseId],
    };

    private static readonly JsonElement NoInput = JsonElement.Parse("{}");

    public override bool OutlastsDialogue => true;

    /// <summary>Reads nothing yet: what is too much is not looked at.</summary>
    public override Outcome<CallArguments> Read(ToolRequest request) => CallArguments.None;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    /// <summary>When the call ends, the request is withdrawn: nothing would be done with an approval.</summary>
    public override async Task OutlastAsync(PersonRequestId request, CancellationToken cancellationToken)
    {
        if (request.Approval is not { } approval) return;
        try
        {
            await approvals.SettledAsync(approval, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await prompts.WithdrawAsync(approval);
            throw;
        }
    }

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        string? tool = null, id = null;
        var input = NoInput;
        foreach (var (name, value) in request.Arguments)
        {
            if (name == ToolName.Name && value.ValueKind == JsonValueKind.String) tool = value.GetString();
            else if (name == ToolUseId.Name && value.ValueKind == JsonValueKind.String) id = value.GetString();
            else if (name == Input.Name && value.ValueKind == JsonValueKind.Object) input = value;
        }

        if (string.IsNullOrWhiteSpace(tool))
            return ToolAnswer.Refuse(new(
                "missing_argument",
                $"{Name} needs the argument \"{ToolName.Name}\".",
                "It names the tool that is asked about."));
        var awaited = request.Awaited?.Approval;
        return await prompts.AskAsync(request.Caller, tool, input, id, awaited, cancellationToken) switch
        {
            PromptAnswer.Decided decided => new(decided.Json) { IsPlainText = true },
            PromptAnswer.Waiting waiting => new("{}") { IsPlainText = true, Requests = [waiting.Approval] },
            _ => throw new UnreachableException(),
        };
    }
}
