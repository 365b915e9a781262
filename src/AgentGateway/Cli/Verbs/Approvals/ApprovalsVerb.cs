using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approvals</c>: what agents ask for, and what became of it.</summary>
internal static class ApprovalsVerb
{
    public static Command Create()
    {
        var states = new ListedStates("pending", "approved", "denied", "expired", "cancelled");
        var command = VerbContext.Command("approvals",
            """
            List approvals, newest first: calls of tools that wait for somebody's decision, or with --all also those that were decided.

            Examples:
              agw approvals                          what waits for you
              agw approve apr_…                      allow that call, once
              agw deny apr_… "not on a Friday"       refuse it; the agent is told why
              agw approvals --all                    also what was decided, and by whom
            """,
            (context, parsed) => context.AskAsync("approval_list", states.Arguments(parsed), answer => Print(answer, states.Wanted(parsed))));
        states.AddTo(command);
        return command;
    }

    private static void Print(JsonElement answer, string? state)
    {
        List<JsonElement> approvals = [.. Show.List(answer, "approvals")];
        foreach (var approval in approvals) Screen.Line(ApprovalText.Of(approval));
        if (approvals.Count == 0) Screen.Line(state switch
        {
            "pending" => "Nothing waits for a decision.",
            null => "There are no approvals.",
            _ => $"There are no approvals that are {state}.",
        });
        ListedStates.More(answer, "approvals", state);
    }
}
