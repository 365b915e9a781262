using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.McpServers;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.RememberedRules;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Domain.Tokens;
using AgentGateway.Domain.Waits;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Domain.Json;

/// <summary>
/// The stored JSON of events, states and messages: snake_case, nulls and defaults absent. What is stored is read for ever:
/// properties are added, never renamed, and a snapshot test holds the shape.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ThreadCreated))]
[JsonSerializable(typeof(ThreadRenamed))]
[JsonSerializable(typeof(ThreadArchived))]
[JsonSerializable(typeof(ThreadUnarchived))]
[JsonSerializable(typeof(ThreadPinned))]
[JsonSerializable(typeof(ThreadUnpinned))]
[JsonSerializable(typeof(ThreadCompacted))]
[JsonSerializable(typeof(MessagePosted))]
[JsonSerializable(typeof(TurnQueued))]
[JsonSerializable(typeof(TurnExtended))]
[JsonSerializable(typeof(TurnStarted))]
[JsonSerializable(typeof(TurnProlonged))]
[JsonSerializable(typeof(ToolStarted))]
[JsonSerializable(typeof(ToolSettled))]
[JsonSerializable(typeof(TurnEnded))]
[JsonSerializable(typeof(ParticipantSet))]
[JsonSerializable(typeof(ParticipantEnded))]
[JsonSerializable(typeof(DelegationRequested))]
[JsonSerializable(typeof(DelegationOpened))]
[JsonSerializable(typeof(DelegationSettled))]
[JsonSerializable(typeof(DelegationReported))]
[JsonSerializable(typeof(HandedOff))]
[JsonSerializable(typeof(OwnershipReturned))]
[JsonSerializable(typeof(AgentRegistered))]
[JsonSerializable(typeof(AgentRegistrationState))]
[JsonSerializable(typeof(WaitOpened))]
[JsonSerializable(typeof(WaitCancelled))]
[JsonSerializable(typeof(WaitSettled))]
[JsonSerializable(typeof(WaitState))]
[JsonSerializable(typeof(SessionCreated))]
[JsonSerializable(typeof(SessionStarting))]
[JsonSerializable(typeof(SessionStarted))]
[JsonSerializable(typeof(SessionAdopted))]
[JsonSerializable(typeof(SessionGapSeen))]
[JsonSerializable(typeof(SessionScriptEnded))]
[JsonSerializable(typeof(SessionExited))]
[JsonSerializable(typeof(SessionStartFailed))]
[JsonSerializable(typeof(SessionStopRequested))]
[JsonSerializable(typeof(SessionLost))]
[JsonSerializable(typeof(SessionReaped))]
[JsonSerializable(typeof(SessionEnded))]
[JsonSerializable(typeof(SessionRestarted))]
[JsonSerializable(typeof(SessionResized))]
[JsonSerializable(typeof(SessionStatusChanged))]
[JsonSerializable(typeof(SessionSnapshotTaken))]
[JsonSerializable(typeof(SessionAnnounced))]
[JsonSerializable(typeof(SessionRemoved))]
[JsonSerializable(typeof(SessionForgotten))]
[JsonSerializable(typeof(TerminalSession))]
[JsonSerializable(typeof(AgentThread))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(TurnRow))]
[JsonSerializable(typeof(CommandEnqueued))]
[JsonSerializable(typeof(CommandStarted))]
[JsonSerializable(typeof(CommandEnded))]
[JsonSerializable(typeof(CommandSkipped))]
[JsonSerializable(typeof(CommandCancelled))]
[JsonSerializable(typeof(CommandLost))]
[JsonSerializable(typeof(CommandQueue))]
[JsonSerializable(typeof(QueuedCommandRow))]
[JsonSerializable(typeof(ApprovalRequested))]
[JsonSerializable(typeof(ApprovalDecided))]
[JsonSerializable(typeof(ApprovalUsed))]
[JsonSerializable(typeof(ApprovalExpired))]
[JsonSerializable(typeof(ApprovalCancelled))]
[JsonSerializable(typeof(ApprovalReported))]
[JsonSerializable(typeof(Approval))]
[JsonSerializable(typeof(QuestionAsked))]
[JsonSerializable(typeof(QuestionAnswered))]
[JsonSerializable(typeof(QuestionExpired))]
[JsonSerializable(typeof(QuestionCancelled))]
[JsonSerializable(typeof(QuestionReported))]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(RuleMade))]
[JsonSerializable(typeof(RuleRevoked))]
[JsonSerializable(typeof(RememberedRule))]
[JsonSerializable(typeof(TokenCreated))]
[JsonSerializable(typeof(TokenRevoked))]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(ToolAwaited))]
[JsonSerializable(typeof(ToolReleased))]
[JsonSerializable(typeof(AskWithdrawn))]
[JsonSerializable(typeof(WorkspaceCreated))]
[JsonSerializable(typeof(WorkspaceSetupStarted))]
[JsonSerializable(typeof(WorkspaceReady))]
[JsonSerializable(typeof(WorkspaceFailed))]
[JsonSerializable(typeof(WorkspaceRemovalRequested))]
[JsonSerializable(typeof(WorkspaceRemovalRefused))]
[JsonSerializable(typeof(WorkspaceRemoved))]
[JsonSerializable(typeof(WorkspaceState))]
[JsonSerializable(typeof(TaskOpened))]
[JsonSerializable(typeof(TaskChanged))]
[JsonSerializable(typeof(DependencySettled))]
[JsonSerializable(typeof(TaskQueued))]
[JsonSerializable(typeof(TaskPostponed))]
[JsonSerializable(typeof(TaskClaimed))]
[JsonSerializable(typeof(TaskAdopted))]
[JsonSerializable(typeof(TaskLinked))]
[JsonSerializable(typeof(TaskAwaiting))]
[JsonSerializable(typeof(TaskResumed))]
[JsonSerializable(typeof(TaskReleased))]
[JsonSerializable(typeof(TaskAttemptFailed))]
[JsonSerializable(typeof(TaskInterrupted))]
[JsonSerializable(typeof(TaskCompleted))]
[JsonSerializable(typeof(TaskFailed))]
[JsonSerializable(typeof(TaskCancelled))]
[JsonSerializable(typeof(TaskRetried))]
[JsonSerializable(typeof(TaskStopped))]
[JsonSerializable(typeof(TaskChildrenCancelled))]
[JsonSerializable(typeof(TaskNoticed))]
[JsonSerializable(typeof(AgentTask))]
[JsonSerializable(typeof(ArtifactRecorded))]
[JsonSerializable(typeof(ArtifactRemoved))]
[JsonSerializable(typeof(Artifact))]
[JsonSerializable(typeof(McpToolsSeen))]
[JsonSerializable(typeof(McpToolsAccepted))]
[JsonSerializable(typeof(KnownTools))]
public sealed partial class DomainJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static DomainJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    });
}
