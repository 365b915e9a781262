using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approvals</c>: the requests of agents for permission, and the decisions on them.</summary>
internal static class ApprovalsVerb
{
    public static Command Create()
    {
        var states = new ListedStates(ApprovalListTool.Declaration);
        var command = new ToolVerb<ApprovalListView>(ApprovalListTool.Declaration, "approvals",
            """
            List approvals, newest first: calls of tools that wait for somebody's decision, or with --all also those
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
            Arguments = [ListedStates.Argument],
            Options = states.Options,
            Complete = states.Complete,
            Show = (answer, parsed) => Print(answer, states.Wanted(parsed)),
        }.Create();
        command.Validators.Add(states.Validate);
        command.Add(ApprovalShowVerb.Create());
        command.Add(PassphraseVerb.Create());
        return command;
    }

    private static void Print(ApprovalListView answer, string? state)
    {
        foreach (var approval in answer.Approvals) Screen.Line(ApprovalText.Of(approval));
        if (answer.Approvals.Count == 0)
            Screen.Line(state switch
            {
                "pending" => "Nothing waits for a decision.",
                null => "There are no approvals.",
                _ => $"There are no approvals that are {state}.",
            });
        if (answer.PendingCount > answer.Approvals.Count(approval => approval.State == "pending"))
            Screen.Aside($"{answer.PendingCount} wait for a decision in all");
        ListedStates.More(answer.NextCursor, "approvals", state);
    }
}
