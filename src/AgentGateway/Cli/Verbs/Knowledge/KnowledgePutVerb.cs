using System.CommandLine;
using AgentGateway.Runtime.Knowledge.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Knowledge;

/// <summary><c>agw knowledge put SUBJECT SUMMARY</c>.</summary>
internal static class KnowledgePutVerb
{
    public static Command Create() => new ToolVerb<KnowledgePutView>(KnowledgePutTool.Declaration, "put",
        """
        Keep what was found out, for the agents that work for you.

        Example:
          agw knowledge put "Deploying the shop" "make deploy, then look at /health" --coverage-key deploy/shop --fresh-until 30d
        """)
    {
        Arguments = [VerbArgument.At("subject", "SUBJECT"), VerbArgument.Words("summary", "SUMMARY")],
        Show = (answer, _) =>
        {
            Screen.Line(answer.Knowledge.Id);
            Screen.Aside(answer.Outcome switch
            {
                "candidate" => $"It waits beside {answer.Knowledge.Beside}, which was reviewed.",
                "new_version" => $"It is version {answer.Knowledge.Version}.",
                "known" => "The same is known already.",
                _ => "It is kept.",
            });
        },
    }.Create();
}
