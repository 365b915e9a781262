using System.CommandLine;
using AgentGateway.Runtime.Knowledge.Tools;
using AgentGateway.Runtime.Memory;

namespace AgentGateway.Cli.Verbs.Knowledge;

/// <summary><c>agw knowledge forget ID</c>.</summary>
internal static class KnowledgeForgetVerb
{
    public static Command Create() => new ToolVerb<ForgottenView>(KnowledgeForgetTool.Declaration, "forget",
        """
        Erase a piece of knowledge for good.

        Example:
          agw knowledge forget kno_…
        """)
    {
        Arguments = [VerbArgument.At("knowledge_id", "ID")],
        Show = (answer, _) => Screen.Line(answer.Erased
            ? $"{answer.Id} is forgotten."
            : $"{answer.Id} is forgotten; its words are still being erased."),
    }.Create();
}
