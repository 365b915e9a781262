using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Knowledge.Tools;

/// <summary>Arguments that tools of knowledge share.</summary>
internal static class KnowledgeArguments
{
    public static readonly ToolArgument<string> Scope = ToolArgument.Text(
        "scope",
        "For whom: global, operator, agent or workspace, of this call; or operator:NAME, agent:ID, workspace:/path.");

    public static readonly ToolArgument<string> Id = ToolArgument.Text(
        "knowledge_id", "Id of the piece (kno_…), as knowledge_search gives it.").Required();
}
