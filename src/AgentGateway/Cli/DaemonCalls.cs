using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.History;
using AgentGateway.Runtime.Imports;
using AgentGateway.Runtime.Usage;
using AgentGateway.Runtime.Views;
using AgentGateway.Views;

namespace AgentGateway.Cli;

/// <summary>The calls of the control protocol that are no tools, with their answers.</summary>
internal static class DaemonCalls
{
    public static DaemonCall<StatusView> Status => new("status", HostJson.Plain.StatusView);

    public static DaemonCall<StoppingView> Stop => new("stop", HostJson.Plain.StoppingView);

    public static DaemonCall<FindingsView> Doctor => new("doctor", HostJson.Plain.FindingsView);

    public static DaemonCall<AttentionView> Inbox => new("inbox", HostJson.Plain.AttentionView);

    public static DaemonCall<UsageView> Usage => new("usage", HostJson.Plain.UsageView);

    public static DaemonCall<HistoryView> History => new("history", HostJson.Plain.HistoryView);

    public static DaemonCall<ImportView> Import => new("import", HostJson.Plain.ImportView);

    public static DaemonCall<DeletedThreadView> ThreadDelete => new("thread_delete", HostJson.Plain.DeletedThreadView);

    public static DaemonCall<EventsEndView> Events => new("events", HostJson.Plain.EventsEndView);

    public static DaemonCall<AttachedView> Attach => new("attach", HostJson.Plain.AttachedView);

    public static DaemonCall<PromptView> ThreadPrompt => new("thread_prompt", ViewJson.Plain.PromptView);

    public static DaemonCall<NothingView> ThreadFollow => new("thread_follow", HostJson.Plain.NothingView);

    public static DaemonCall<SessionHistoryView> SessionHistory => new(
        "session_history", ViewJson.Plain.SessionHistoryView);

    public static DaemonCall<ScreenView> SessionScreenRevealed =>
        new("session_screen_revealed", ViewJson.Plain.ScreenView);

    public static DaemonCall<OutputView> SessionOutputRevealed =>
        new("session_output_revealed", ViewJson.Plain.OutputView);

    public static DaemonCall<OutputView> SessionFollow => new("session_follow", ViewJson.Plain.OutputView);

    public static DaemonCall<NothingView> SessionExport => new("session_export", HostJson.Plain.NothingView);

    public static DaemonCall<NothingView> SessionChanges => new("session_changes", HostJson.Plain.NothingView);

    public static DaemonCall<SessionTmuxView> SessionTmux => new("session_tmux", HostJson.Plain.SessionTmuxView);

    public static DaemonCall<McpServerDetailView> McpServerShow => new(
        "mcp_server_show", ViewJson.Plain.McpServerDetailView);

    public static DaemonCall<McpServerDetailView> McpServerAccept =>
        new("mcp_server_accept", ViewJson.Plain.McpServerDetailView);

    public static DaemonCall<McpServerDetailView> McpServerRestart =>
        new("mcp_server_restart", ViewJson.Plain.McpServerDetailView);

    public static DaemonCall<SkillAllowanceView> SkillAllow => new("skill_allow", ViewJson.Plain.SkillAllowanceView);

    public static DaemonCall<SkillAllowanceView> SkillDisallow =>
        new("skill_disallow", ViewJson.Plain.SkillAllowanceView);

    public static DaemonCall<JudgementView> PolicyTest => new("policy_test", ViewJson.Plain.JudgementView);

    public static DaemonCall<PolicyListView> PolicyList => new("policy_list", HostJson.Plain.PolicyListView);

    public static DaemonCall<PolicyPathsView> PolicyPlaces => new("policy_places", HostJson.Plain.PolicyPathsView);

    public static DaemonCall<RuleEnvelope> PolicyRevoke => new("policy_revoke", ViewJson.Plain.RuleEnvelope);

    public static DaemonCall<SecretEnvelope> SecretSet => new("secret_set", HostJson.Plain.SecretEnvelope);

    public static DaemonCall<SecretListView> SecretList => new("secret_list", HostJson.Plain.SecretListView);

    public static DaemonCall<RemovedView> SecretRemove => new("secret_remove", ViewJson.Plain.RemovedView);

    public static DaemonCall<NothingView> PassphraseConfirm =>
        new("passphrase_confirm", HostJson.Plain.NothingView);

    public static DaemonCall<NothingView> PassphraseSet => new("passphrase_set", HostJson.Plain.NothingView);

    public static DaemonCall<TokenCreatedView> TokenCreate => new("token_create", ViewJson.Plain.TokenCreatedView);

    public static DaemonCall<TokenListView> TokenList => new("token_list", ViewJson.Plain.TokenListView);

    public static DaemonCall<TokenEnvelope> TokenRevoke => new("token_revoke", ViewJson.Plain.TokenEnvelope);
}
