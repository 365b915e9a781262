using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Web.Tools;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Runtime;

/// <summary>
/// The tools that only agents have, in the order in which models are told of them. The capabilities that they belong to
/// register what they are made of.
/// </summary>
internal sealed class AgentToolsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Tool<MessageAgentTool>()
        .Tool<HandoffThreadTool>()
        .Tool<ReadFileTool>()
        .Tool<ListFilesTool>()
        .Tool<AskOperatorTool>()
        .Tool<SearchFilesTool>()
        .Tool<WriteFileTool>()
        .Tool<EditFileTool>()
        .Tool<RunCommandTool>()
        .Tool<FetchUrlTool>();
}
