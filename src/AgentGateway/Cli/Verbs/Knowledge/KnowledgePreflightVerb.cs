using System.CommandLine;
using AgentGateway.Runtime.Knowledge.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Knowledge;

/// <summary><c>agw knowledge preflight ABOUT</c>.</summary>
internal static class KnowledgePreflightVerb
{
    public static Command Create() => new ToolVerb<PreflightView>(KnowledgePreflightTool.Declaration, "preflight",
        """
        Say what is known about something before it is done: reuse, refresh or none.

        Example:
          agw knowledge preflight "Deploy the shop to production"
        """)
    {
        Arguments = [VerbArgument.Words("about", "ABOUT")],
        Show = (answer, _) =>
        {
            Screen.Line($"{answer.Decision}: {answer.Reason}");
            if (answer.Items.Count > 0)
                Screen.Table(
                    ["KNOWLEDGE", "TRUST", "FIT", "SUBJECT", "SUMMARY"],
                    answer.Items.Select(item => (string?[])
                    [
                        item.Knowledge.Id, KnowledgeListVerb.Trust(item.Knowledge), $"{item.Fit:P0}",
                        item.Knowledge.Subject, item.Knowledge.Summary,
                    ]),
                    "");
        },
    }.Create();
}
