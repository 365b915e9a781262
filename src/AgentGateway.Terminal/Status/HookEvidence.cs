namespace AgentGateway.Terminal.Status;

/// <summary>
/// Evidence from the hooks of agents. Pure. A hook changes the status and nothing else, so an unknown one is no
/// evidence.
/// </summary>
public static class HookEvidence
{
    /// <summary>The tool by which Claude Code asks a question, which a person answers as they do an approval.</summary>
    private const string QuestionTool = "AskUserQuestion";

    /// <summary>Null when it says nothing about the status.</summary>
    public static StatusEvidence? Of(HookReport report, DateTimeOffset at)
    {
        var (name, detail) = (report.Name, report.Detail);
        SessionStatus? status = name switch
        {
            "PreToolUse" or "PermissionRequest" when report.Tool == QuestionTool => SessionStatus.Question,
            "SessionStart" or "Stop" or "agent-turn-complete" => SessionStatus.Idle,
            "UserPromptSubmit" or "PreToolUse" or "PostToolUse" or "PostToolUseFailure"
                or "SubagentStart" or "SubagentStop" or "PreCompact" or "PostCompact"
                or "ElicitationResult" =>
                SessionStatus.Working,
            "PermissionRequest" or "approval-requested" => SessionStatus.NeedsApproval,
            "Elicitation" => SessionStatus.Question,
            "StopFailure" => Failure(detail),
            "Notification" => Notification(detail),
            _ => null,
        };
        var reason = detail is null ? $"hook {name}" : $"hook {name}: {detail}";
        return status is { } known
            ? new StatusEvidence(known, EvidenceSource.Hook, reason, at)
            {
                Asked = known is SessionStatus.NeedsApproval or SessionStatus.Question ? report.Asked : null,
            }
            : null;
    }

    /// <summary>The program whose hooks have that form, by the name that it gives itself as a client.</summary>
    /// <param name="isTyped">Whether the hook is named by <c>type</c> rather than by <c>hook_event_name</c>.</param>
    public static string ProgramOf(bool isTyped) => isTyped ? "codex" : "claude-code";

    private static SessionStatus? Notification(string? detail) => detail switch
    {
        "permission_prompt" => SessionStatus.NeedsApproval,
        "idle_prompt" => SessionStatus.Idle,
        "elicitation_dialog" => SessionStatus.Question,
        { } text when text.Contains("permission", StringComparison.OrdinalIgnoreCase)
            || text.Contains("approv", StringComparison.OrdinalIgnoreCase) => SessionStatus.NeedsApproval,
        { } text when text.Contains("waiting for your input", StringComparison.OrdinalIgnoreCase) => SessionStatus.Idle,
        _ => null,
    };

    private static SessionStatus Failure(string? detail) => detail switch
    {
        "authentication_failed" or "oauth_org_not_allowed" => SessionStatus.AuthDead,
        "rate_limit" or "billing_error" => SessionStatus.QuotaExhausted,
        _ => SessionStatus.Error,
    };
}
