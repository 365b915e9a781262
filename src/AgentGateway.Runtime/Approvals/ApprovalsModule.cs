using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Approvals;

/// <summary>What people are asked: approvals of calls, and questions of agents.</summary>
internal sealed class ApprovalsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<ApprovalOptions>("Approvals", hotKeys: nameof(ApprovalOptions.Quiet))
        .Reads<IPendingRequestReads>()
        .Service<RequestClock>()
        .Service<RequestChanges>()
        .Service<PendingApprovals>()
        .Machine<ApprovalMachine, Approval, ApprovalCommand, RequestEffects>(ApprovalStream.Kind)
        .Machine<QuestionMachine, Question, QuestionCommand, RequestEffects>(QuestionStream.Kind)
        .Service<PassphraseService>()
        .Service(static provider => new StoredRequests<Approval, ApprovalId, ApprovalState>(
            provider.GetRequiredService<IPendingRequestReads>().Approvals,
            provider.GetRequiredService<IJournal>(),
            provider.GetRequiredService<RequestChanges>(),
            provider.GetRequiredService<RequestClock>()))
        .Findings<ApprovalFindings>(FindingGroup.Settings)
        .Service<ApprovalService>()
        .Service<QuestionService>()
        .Service<PendingRequests>()
        .Service<RequestSurfaces>()
        .Resources<ApprovalResources>()
        .Docs("approvals")
        .Subscribe<Approval, RequestChanges>()
        .Subscribe<Approval, PendingApprovals>()
        .Subscribe<Question, RequestChanges>()
        .LoadAtStart<PendingRequests>()
        .Tool<ApprovalListTool>()
        .Tool<ApprovalGetTool>()
        .Tool<ApprovalResolveTool>()
        .Tool<QuestionListTool>()
        .Tool<QuestionAnswerTool>();
}
