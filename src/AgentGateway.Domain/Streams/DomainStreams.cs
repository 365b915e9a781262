using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.ChatAccess;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Egress;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.McpServers;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.RememberedRules;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Skills;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Domain.Tokens;
using AgentGateway.Domain.Waits;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Domain.Streams;

/// <summary>Every kind of stream of the domain: a capability with a machine is one line here.</summary>
public static class DomainStreams
{
    public static IReadOnlyList<StreamKind> All { get; } =
    [
        ThreadStream.Kind,
        AgentRegistrationStream.Kind,
        WaitStream.Kind,
        SessionStream.Kind,
        CommandQueueStream.Kind,
        ApprovalStream.Kind,
        QuestionStream.Kind,
        RuleStream.Kind,
        TokenStream.Kind,
        WorkspaceStream.Kind,
        TaskStream.Kind,
        ArtifactStream.Kind,
        McpServerStream.Kind,
        EgressStream.Kind,
        ConversationStream.Kind,
        ChatAccessStream.Kind,
        NoteStream.Kind,
        DocumentStream.Kind,
        SkillStream.Kind,
        KnowledgeStream.Kind,
        PreflightStream.Kind,
    ];
}
