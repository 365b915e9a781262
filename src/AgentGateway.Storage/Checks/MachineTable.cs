using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Json;
using AgentGateway.Domain.McpServers;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.RememberedRules;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Domain.Tokens;
using AgentGateway.Domain.Waits;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Storage.Checks;

/// <summary>The machines by the kind of stream that each governs, for whoever folds events without knowing the kind.</summary>
public sealed class MachineTable
{
    private readonly Dictionary<string, (int SnapshotVersion, Func<Refold> Begin)> _machines = new(StringComparer.Ordinal);

    /// <summary>Every machine of the domain.</summary>
    public static MachineTable Domain { get; } = new MachineTable()
        .Add<ThreadMachine, AgentThread, ThreadCommand>(DomainJson.Plain.AgentThread)
        .Add<AgentRegistrationMachine, AgentRegistrationState, RegisterAgent>(DomainJson.Plain.AgentRegistrationState)
        .Add<CommandQueueMachine, CommandQueue, QueueCommand>(DomainJson.Plain.CommandQueue)
        .Add<ApprovalMachine, Approval, ApprovalCommand>(DomainJson.Plain.Approval)
        .Add<TaskMachine, AgentTask, TaskCommand>(DomainJson.Plain.AgentTask)
        .Add<QuestionMachine, Question, QuestionCommand>(DomainJson.Plain.Question)
        .Add<RuleMachine, RememberedRule, RuleCommand>(DomainJson.Plain.RememberedRule)
        .Add<TokenMachine, AccessToken, TokenCommand>(DomainJson.Plain.AccessToken)
        .Add<WorkspaceMachine, WorkspaceState, WorkspaceCommand>(DomainJson.Plain.WorkspaceState)
        .Add<WaitMachine, WaitState, WaitCommand>(DomainJson.Plain.WaitState)
        .Add<SessionMachine, TerminalSession, SessionCommand>(DomainJson.Plain.TerminalSession)
        .Add<ArtifactMachine, Artifact, ArtifactCommand>(DomainJson.Plain.Artifact)
        .Add<McpServerMachine, KnownTools, McpServerCommand>(DomainJson.Plain.KnownTools);

    public IReadOnlyCollection<string> Kinds => _machines.Keys;

    public MachineTable Add<TMachine, TState, TCommand>(JsonTypeInfo<TState> stateJson)
        where TMachine : IMachine<TState, TCommand>
        where TState : class
    {
        _machines.Add(TMachine.Kind, (TMachine.SnapshotVersion, () => new Refold<TMachine, TState, TCommand>(stateJson)));
        return this;
    }

    /// <summary>A fold from the first event on, and the version of the snapshots that it can be compared with; null for an unknown kind.</summary>
    internal (int SnapshotVersion, Refold Fold)? Begin(string kind) =>
        _machines.TryGetValue(kind, out var machine) ? (machine.SnapshotVersion, machine.Begin()) : null;
}
