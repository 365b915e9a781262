using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Backups;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.Docs;
using AgentGateway.Runtime.Egress;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.History;
using AgentGateway.Runtime.Imports;
using AgentGateway.Runtime.Knowledge;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Notices;
using AgentGateway.Runtime.Policy;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tokens;
using AgentGateway.Runtime.ToolSearch;
using AgentGateway.Runtime.Turns;
using AgentGateway.Runtime.Usage;
using AgentGateway.Runtime.Waits;
using AgentGateway.Runtime.Web;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime;

/// <summary>
/// The capabilities of the runtime, in the order in which clients see their tools. They are loaded in this order and
/// stopped in the opposite one: tasks release their commands before sessions stop, and sessions stop before threads.
/// </summary>
public static class GatewayModules
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new ThreadsModule(),
        new TurnsModule(),
        new UsageModule(),
        new AgentsModule(),
        new SandboxModule(),
        new EgressModule(),
        new SessionsModule(),
        new CommandQueuesModule(),
        new WorkspacesModule(),
        new ApprovalsModule(),
        new RememberedRulesModule(),
        new TokensModule(),
        new GateModule(),
        new PolicyModule(),
        new ArtifactsModule(),
        new MemoryModule(),
        new RecallModule(),
        new SkillsModule(),
        new KnowledgeModule(),
        new BackupsModule(),
        new WaitsModule(),
        new TasksModule(),
        new AttentionModule(),
        new DeletionsModule(),
        new ImportsModule(),
        new HistoryModule(),
        new NoticesModule(),
        new WebModule(),
        new ToolSearchModule(),
        new DocsModule(),
        new AgentToolsModule(),
    ];
}
