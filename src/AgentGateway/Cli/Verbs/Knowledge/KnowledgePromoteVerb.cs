using System.CommandLine;
using AgentGateway.Runtime.Knowledge.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Knowledge;

/// <summary><c>agw knowledge promote ID</c>.</summary>
internal static class KnowledgePromoteVerb
{
    public static Command Create() => new ToolVerb<KnowledgeEnvelope>(KnowledgePromoteTool.Declaration, "promote",
        """
        Say what your review of a piece of knowledge found.

        Examples:
          agw knowledge promote kno_… --trust approved
          agw knowledge promote kno_… --trust rejected --review "The port is another one."
        """)
    {
        Arguments = [VerbArgument.At("knowledge_id", "ID")],
        Show = (answer, _) => Screen.Aside(answer.Knowledge.Standing is { } standing
            ? $"{answer.Knowledge.Id} is {standing}."
            : $"{answer.Knowledge.Id} is {answer.Knowledge.Trust}."),
    }.Create();
}
