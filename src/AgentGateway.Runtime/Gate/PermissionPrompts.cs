using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// The permission prompt of Claude Code (<c>--permission-prompt-tool</c>): what that program wants to do is judged like
/// a call of our own, our approvers are asked, and the answer is in that program's words.
/// </summary>
public sealed class PermissionPrompts
{
    private readonly ToolGate _gate;
    private readonly ApprovalService _approvals;
    private readonly IIdSource _ids;
    private readonly PathZones _zones;

    internal PermissionPrompts(ToolGate gate, ApprovalService approvals, IIdSource ids, PathZones zones) =>
        (_gate, _approvals, _ids, _zones) = (gate, approvals, ids, zones);

    /// <summary>
    /// How it stands: the JSON that the program expects, <c>{"behavior":"allow","updatedInput":…}</c> or
    /// <c>{"behavior":"deny","message":…}</c>, or the approval that a person has to decide first. Asked again
    /// for the same, it is the same approval, and a yes opens it once.
    /// </summary>
    /// <param name="input">What the program would call its tool with.</param>
    /// <param name="toolUseId">The program's own id of its call; without one, equal calls are taken for one.</param>
    /// <param name="asked">
    /// The approval that this call has waited for; if that has lapsed, it is not asked for again.
    /// </param>
    public async Task<PromptAnswer> AskAsync(
        Caller caller, string toolName, JsonElement input, string? toolUseId, ApprovalId? asked,
            CancellationToken cancellationToken)
    {
        var requester = new Requester(caller.JudgedAs, $"{caller.Principal.Name}/prompt/{toolUseId}")
        {
            Directory = caller.Workspace,
        };
        var facts = ClaudeCodeFacts.Of(toolName, input, _zones.Home);
        var use = new ToolUse(requester, toolName, RiskClass.R0, input, caller.Workspace, facts);
        return await _gate.EnterDirectAsync(use, _ids.Next().Id("call", 0), asked, cancellationToken) switch
        {
            GateAnswer.Waiting waiting => new PromptAnswer.Waiting(waiting.Approval),
            GateAnswer.Denied denied => new PromptAnswer.Decided(Deny(denied.Text)),
            _ => new PromptAnswer.Decided(Allow(input)),
        };
    }

    /// <summary>Withdraws the approval: the program that asked is gone.</summary>
    public Task WithdrawAsync(ApprovalId approval) =>
        _approvals.WithdrawAsync(
            approval, "The program that asked does not wait any more.", CancellationToken.None);

    private static string Allow(JsonElement input) =>
        new JsonObject { ["behavior"] = "allow", ["updatedInput"] = JsonNode.Parse(input.GetRawText()) }.ToJsonString();

    private static string Deny(string message) =>
        new JsonObject { ["behavior"] = "deny", ["message"] = message }.ToJsonString();
}
