using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approvals</c>: what agents ask for, and what became of it.</summary>
internal static class ApprovalsVerb
{
    public static Command Create()
    {
        var state = new Option<string>("--state") { Description = "pending, approved, denied, expired or cancelled [default: all]", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("pending", "approved", "denied", "expired", "cancelled");
        var limit = new Option<int?>("--limit") { Description = "At most so many", HelpName = "N" };
        var cursor = new Option<string>("--cursor") { Description = "Go on after an earlier page", HelpName = "CURSOR" };
        var command = VerbContext.Command("approvals",
            """
            List approvals, newest first: calls of tools that somebody has to decide about, and those that were decided.

            Examples:
              agw approvals --state pending          what waits for you
              agw approve apr_…                      allow that call, once
              agw deny apr_… "not on a Friday"       refuse it; the agent is told why
            """,
            (context, parsed) => context.AskAsync("approval_list",
                Arguments.Of(("state", parsed.GetValue(state)), ("limit", parsed.GetValue(limit)), ("cursor", parsed.GetValue(cursor))), Print));
        foreach (var option in (Option[])[state, limit, cursor]) command.Add(option);
        return command;
    }

    private static void Print(JsonElement answer)
    {
        foreach (var approval in Show.List(answer, "approvals"))
            Screen.Line(ApprovalText.Of(approval));

        if (Show.Text(answer, "next_cursor") is { Length: > 0 } next) Screen.Aside($"more: agw approvals --cursor {next}");
    }
}
