using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Questions;
using AgentGateway.Runtime.Questions.Tools;

namespace AgentGateway.Runtime.Approvals;

/// <summary>What people are asked: approvals of calls, and questions of agents.</summary>
internal sealed class ApprovalsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<ApprovalOptions>("Approvals")
        .Reads<IAskReads>()
        .Service<AskClock>()
        .Service<AskHub>()
        .Machine<ApprovalMachine, Approval, ApprovalCommand, RequestEffects>(ApprovalStream.Kind)
        .Machine<QuestionMachine, Question, QuestionCommand, RequestEffects>(QuestionStream.Kind)
        .Service<ApprovalService>()
        .Service<QuestionService>()
        .Service<PendingRequests>()
        .Service<AskSurfaces>()
        .Resources<ApprovalResources>()
        .Docs("approvals")
        .Subscribe<Approval, AskHub>()
        .Subscribe<Question, AskHub>()
        .LoadAtStart<PendingRequests>()
        .Tool<ApprovalListTool>()
        .Tool<ApprovalGetTool>()
        .Tool<ApprovalResolveTool>()
        .Tool<QuestionListTool>()
        .Tool<QuestionAnswerTool>()
        .Tool<AskOperatorTool>();
}
