using System.CommandLine;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw deny ID [REASON]</c>: denies an approval.</summary>
internal static class DenyVerb
{
    public static Command Create() => new ToolVerb<ApprovalEnvelope>(ApprovalResolveTool.Declaration, "deny",
        """
        Refuse a call that an agent asks for.

        Examples:
          agw deny "not on a Friday"                   the one that waits, where only one does
          agw deny apr_… "use the staging server"      the agent reads the reason
        """)
    {
        Arguments =
        [
            ApproveVerb.Approval with { IsOptional = true },
            VerbArgument.Words("reason", "REASON", "Why; the agent is told") with { Names = ["--reason"] },
            VerbArgument.Hidden("decision"),
        ],
        Complete = (_, call) =>
        {
            call["decision"] = "deny";

            // What is no id is the first word of the reason, and the approval is the one that waits.
            if ((string?)call["approval_id"] is { } first && !PrefixedId.Is<ApprovalId>(first))
            {
                call.Remove("approval_id");
                call["reason"] = $"{first} {(string?)call["reason"]}".TrimEnd();
            }

            return null;
        },
        Show = (answer, _) => ApproveVerb.Print(answer),
    }.Create();
}
