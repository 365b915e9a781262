using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentGateway.Domain;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Views;

/// <summary>The JSON of all views: snake_case, nulls absent, characters as they are rather than escaped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ThreadEnvelope))]
[JsonSerializable(typeof(ThreadListView))]
[JsonSerializable(typeof(ThreadReadView))]
[JsonSerializable(typeof(SendView))]
[JsonSerializable(typeof(CancelView))]
[JsonSerializable(typeof(ParticipantsView))]
[JsonSerializable(typeof(DelegationView))]
[JsonSerializable(typeof(OwnershipView))]
[JsonSerializable(typeof(SearchView))]
[JsonSerializable(typeof(RecallView))]
[JsonSerializable(typeof(RecallEvaluationView))]
[JsonSerializable(typeof(PromptView))]
[JsonSerializable(typeof(AgentListView))]
[JsonSerializable(typeof(AgentEnvelope))]
[JsonSerializable(typeof(InboxView))]
[JsonSerializable(typeof(AcceptedView))]
[JsonSerializable(typeof(SessionEnvelope))]
[JsonSerializable(typeof(SessionListView))]
[JsonSerializable(typeof(ScreenView))]
[JsonSerializable(typeof(OutputView))]
[JsonSerializable(typeof(OutputSearchView))]
[JsonSerializable(typeof(ReceiptView))]
[JsonSerializable(typeof(RunView))]
[JsonSerializable(typeof(WaitOutcomeView))]
[JsonSerializable(typeof(ExplainView))]
[JsonSerializable(typeof(QueueView))]
[JsonSerializable(typeof(QueuedCommandEnvelope))]
[JsonSerializable(typeof(SessionHistoryView))]
[JsonSerializable(typeof(SessionDetailView))]
[JsonSerializable(typeof(SnapshotView))]
[JsonSerializable(typeof(SessionStatusView))]
[JsonSerializable(typeof(RemovedView))]
[JsonSerializable(typeof(SessionExportView))]
[JsonSerializable(typeof(WorkspaceListView))]
[JsonSerializable(typeof(WorkspaceEnvelope))]
[JsonSerializable(typeof(WorkspaceDiffView))]
[JsonSerializable(typeof(BackupView))]
[JsonSerializable(typeof(RestoreView))]
[JsonSerializable(typeof(ApprovalEnvelope))]
[JsonSerializable(typeof(ApprovalListView))]
[JsonSerializable(typeof(QuestionEnvelope))]
[JsonSerializable(typeof(QuestionListView))]
[JsonSerializable(typeof(RuleEnvelope))]
[JsonSerializable(typeof(RuleListView))]
[JsonSerializable(typeof(TokenEnvelope))]
[JsonSerializable(typeof(TokenCreatedView))]
[JsonSerializable(typeof(TokenListView))]
[JsonSerializable(typeof(JudgementView))]
[JsonSerializable(typeof(TaskEnvelope))]
[JsonSerializable(typeof(TaskListView))]
[JsonSerializable(typeof(TaskDetailView))]
[JsonSerializable(typeof(TaskWaitView))]
[JsonSerializable(typeof(ArtifactListView))]
[JsonSerializable(typeof(ArtifactContentView))]
[JsonSerializable(typeof(EgressListView))]
[JsonSerializable(typeof(McpServerListView))]
[JsonSerializable(typeof(McpServerDetailView))]
[JsonSerializable(typeof(SkillListView))]
[JsonSerializable(typeof(SkillContentView))]
[JsonSerializable(typeof(SkillAllowanceView))]
[JsonSerializable(typeof(SkillCheckView))]
[JsonSerializable(typeof(KnowledgeEnvelope))]
[JsonSerializable(typeof(KnowledgeListView))]
[JsonSerializable(typeof(KnowledgePutView))]
[JsonSerializable(typeof(PreflightView))]
[JsonSerializable(typeof(TurnProgress))]
[JsonSerializable(typeof(Rejection))]
[JsonSerializable(typeof(TokenUsage))]
public sealed partial class ViewJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static ViewJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
