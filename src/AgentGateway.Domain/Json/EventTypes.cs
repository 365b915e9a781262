using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

/// <summary>The stable names of all events, and the way between an event and its stored JSON.</summary>
public static class EventTypes
{
    private static readonly (Type Type, string Name)[] Table =
    [
        (typeof(ThreadCreated), "thread.created"),
        (typeof(ThreadRenamed), "thread.renamed"),
        (typeof(ThreadArchived), "thread.archived"),
        (typeof(ThreadUnarchived), "thread.unarchived"),
        (typeof(ThreadPinned), "thread.pinned"),
        (typeof(ThreadUnpinned), "thread.unpinned"),
        (typeof(ThreadCompacted), "thread.compacted"),
        (typeof(HandedOff), "thread.handed_off"),
        (typeof(OwnershipReturned), "thread.returned"),
        (typeof(MessagePosted), "message.posted"),
        (typeof(TurnQueued), "turn.queued"),
        (typeof(TurnExtended), "turn.extended"),
        (typeof(TurnStarted), "turn.started"),
        (typeof(TurnProlonged), "turn.prolonged"),
        (typeof(TurnEnded), "turn.ended"),
        (typeof(ToolStarted), "tool.started"),
        (typeof(ToolSettled), "tool.settled"),
        (typeof(ParticipantSet), "participant.set"),
        (typeof(ParticipantEnded), "participant.ended"),
        (typeof(DelegationRequested), "delegation.requested"),
        (typeof(DelegationOpened), "delegation.opened"),
        (typeof(DelegationSettled), "delegation.settled"),
        (typeof(DelegationReported), "delegation.reported"),
        (typeof(AgentRegistered), "agent.registered"),
        (typeof(WaitOpened), "wait.opened"),
        (typeof(WaitCancelled), "wait.cancelled"),
        (typeof(WaitSettled), "wait.settled"),
        (typeof(CommandEnqueued), "command.enqueued"),
        (typeof(CommandStarted), "command.started"),
        (typeof(CommandEnded), "command.ended"),
        (typeof(CommandSkipped), "command.skipped"),
        (typeof(CommandCancelled), "command.cancelled"),
        (typeof(CommandLost), "command.unknown"),
        (typeof(ApprovalRequested), "approval.requested"),
        (typeof(ApprovalDecided), "approval.decided"),
        (typeof(ApprovalUsed), "approval.used"),
        (typeof(ApprovalExpired), "approval.expired"),
        (typeof(ApprovalCancelled), "approval.cancelled"),
        (typeof(ApprovalReported), "approval.reported"),
        (typeof(QuestionAsked), "question.asked"),
        (typeof(QuestionAnswered), "question.answered"),
        (typeof(QuestionExpired), "question.expired"),
        (typeof(QuestionCancelled), "question.cancelled"),
        (typeof(QuestionReported), "question.reported"),
        (typeof(RuleMade), "rule.made"),
        (typeof(RuleRevoked), "rule.revoked"),
        (typeof(TokenCreated), "token.created"),
        (typeof(TokenRevoked), "token.revoked"),
        (typeof(ToolAwaited), "tool.awaited"),
        (typeof(ToolReleased), "tool.released"),
        (typeof(AskWithdrawn), "ask.withdrawn"),
        (typeof(WorkspaceCreated), "workspace.created"),
        (typeof(WorkspaceSetupStarted), "workspace.setup_started"),
        (typeof(WorkspaceReady), "workspace.ready"),
        (typeof(WorkspaceFailed), "workspace.failed"),
        (typeof(WorkspaceRemovalRequested), "workspace.removal_requested"),
        (typeof(WorkspaceRemovalRefused), "workspace.removal_refused"),
        (typeof(WorkspaceRemoved), "workspace.removed"),
        (typeof(SessionCreated), "session.created"),
        (typeof(SessionStarting), "session.starting"),
        (typeof(SessionStarted), "session.started"),
        (typeof(SessionAdopted), "session.adopted"),
        (typeof(SessionGapSeen), "session.gap_seen"),
        (typeof(SessionScriptEnded), "session.script_ended"),
        (typeof(SessionExited), "session.exited"),
        (typeof(SessionStartFailed), "session.start_failed"),
        (typeof(SessionStopRequested), "session.stop_requested"),
        (typeof(SessionLost), "session.lost"),
        (typeof(SessionReaped), "session.reaped"),
        (typeof(SessionEnded), "session.ended"),
        (typeof(SessionRestarted), "session.restarted"),
        (typeof(SessionResized), "session.resized"),
        (typeof(SessionStatusChanged), "session.status_changed"),
        (typeof(SessionSnapshotTaken), "session.snapshot_taken"),
        (typeof(SessionAnnounced), "session.announced"),
        (typeof(SessionRemoved), "session.removed"),
        (typeof(SessionForgotten), "session.forgotten"),
        (typeof(TaskOpened), "task.created"),
        (typeof(TaskChanged), "task.changed"),
        (typeof(DependencySettled), "task.dependency_settled"),
        (typeof(TaskQueued), "task.queued"),
        (typeof(TaskPostponed), "task.postponed"),
        (typeof(TaskClaimed), "task.started"),
        (typeof(TaskAdopted), "task.adopted"),
        (typeof(TaskLinked), "task.linked"),
        (typeof(TaskAwaiting), "task.waiting"),
        (typeof(TaskResumed), "task.resumed"),
        (typeof(TaskReleased), "task.released"),
        (typeof(TaskAttemptFailed), "task.attempt_failed"),
        (typeof(TaskInterrupted), "task.interrupted"),
        (typeof(TaskCompleted), "task.completed"),
        (typeof(TaskFailed), "task.failed"),
        (typeof(TaskCancelled), "task.cancelled"),
        (typeof(TaskRetried), "task.retried"),
        (typeof(TaskStopped), "task.stopped"),
        (typeof(TaskChildrenCancelled), "task.children_cancelled"),
        (typeof(TaskNoticed), "task.noticed"),
        (typeof(ArtifactRecorded), "artifact.recorded"),
        (typeof(ArtifactRemoved), "artifact.removed"),
        (typeof(McpToolsSeen), "mcp_server.tools_seen"),
        (typeof(McpToolsAccepted), "mcp_server.tools_accepted"),
    ];

    private static readonly FrozenDictionary<Type, (string Name, JsonTypeInfo Info)> ByType =
        Table.ToFrozenDictionary(row => row.Type, row => (row.Name, InfoOf(row.Type)));

    private static readonly FrozenDictionary<string, JsonTypeInfo> ByName = Table.ToFrozenDictionary(row => row.Name, row => InfoOf(row.Type));

    /// <summary>Every event type that was ever written, with its name.</summary>
    public static IReadOnlyList<(Type Type, string Name)> All => Table;

    public static string NameOf(DomainEvent domainEvent) => ByType[domainEvent.GetType()].Name;

    public static byte[] Write(DomainEvent domainEvent) => JsonSerializer.SerializeToUtf8Bytes(domainEvent, ByType[domainEvent.GetType()].Info);

    /// <exception cref="NotSupportedException">No event of this name is known: the journal comes from a newer version.</exception>
    /// <exception cref="JsonException">The payload is not this event's JSON.</exception>
    public static DomainEvent Read(string name, ReadOnlySpan<byte> payload) =>
        ByName.TryGetValue(name, out var info)
            ? (DomainEvent?)JsonSerializer.Deserialize(payload, info) ?? throw new JsonException($"The payload of {name} is null.")
            : throw new NotSupportedException($"No event is named {name}.");

    private static JsonTypeInfo InfoOf(Type type) =>
        DomainJson.Plain.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type.Name} is missing from DomainJson.");
}
