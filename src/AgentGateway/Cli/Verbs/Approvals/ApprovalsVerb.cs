using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approvals</c>: the requests of agents for permission, and the decisions on them.</summary>
internal static class ApprovalsVerb
{
    public static Command Create()
    {
        var command = new RequestListVerb<ApprovalListView>(ApprovalListTool.Declaration, "approvals",
            """
            List approvals, newest first: calls of tools that wait for a person's decision, or with --all also those
            that were decided.

            Examples:
              agw approvals                          what waits for you
              agw approvals show apr_…               all of one, also where the list cuts it
              agw approve apr_…                      allow that call, once
              agw deny apr_… "not on a Friday"       refuse it; the agent is told why
              agw approvals --all                    also what was decided, and by whom
              agw approvals passphrase               set the passphrase that approving takes
            """)
        {
            Texts = answer => answer.Approvals.Select(ApprovalText.Of),
            NextCursor = answer => answer.NextCursor,
            NonePending = "Nothing waits for a decision.",
            First = "Calls that policy asks about make them: agw thread send \"/run --sandbox open -- date\"",
            Note = answer => answer.PendingCount > answer.Approvals.Count(approval => approval.State == "pending")
                ? $"{answer.PendingCount} wait for a decision in all"
                : null,
        }.Create();
        command.Add(ApprovalShowVerb.Create());
        command.Add(PassphraseVerb.Create());
        return command;
    }
}
