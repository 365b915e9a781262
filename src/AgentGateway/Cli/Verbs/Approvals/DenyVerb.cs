using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw deny ID [REASON]</c>: denies an approval.</summary>
internal static class DenyVerb
{
    public static Command Create() => new ToolVerb<ApprovalEnvelope>(ApprovalResolveTool.Declaration, "deny",
        """
        Refuse a call that an agent asks for.

        Example:
          agw deny apr_… "use the staging server"      the agent reads the reason
        """)
    {
        Arguments =
        [
            ApproveVerb.Approval,
            VerbArgument.Words("reason", "REASON", "Why; the agent is told") with { Names = ["--reason"] },
            VerbArgument.Hidden("decision"),
        ],
        Complete = (_, call) =>
        {
            call["decision"] = "deny";
            return null;
        },
        Show = (answer, _) => ApproveVerb.Print(answer),
    }.Create();
}
