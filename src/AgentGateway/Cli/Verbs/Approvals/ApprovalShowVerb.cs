using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approvals show ID</c>: all of one approval.</summary>
internal static class ApprovalShowVerb
{
    public static Command Create() => new ToolVerb<ApprovalEnvelope>(ApprovalGetTool.Declaration, "show",
        """
        Show all of an approval: the whole command or diff, and every argument. What is too long for the list has to be
        shown here before agw approve takes it.

        Example:
          agw approvals show apr_…
        """)
    {
        Arguments = [ApproveVerb.Approval],
        Show = (answer, _) => Screen.Line(ApprovalText.Whole(answer.Approval)),
    }.Create();
}
