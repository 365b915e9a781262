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

    /// <summary>A block each, since nobody should approve what a table has cut.</summary>
    private static void Print(JsonElement answer)
    {
        foreach (var approval in Show.List(answer, "approvals"))
        {
            var state = Show.Text(approval, "state");
            Screen.Line($"{Show.Text(approval, "id")}  {state}  {Show.Text(approval, "risk")}  {Show.Text(approval, "tool")}");
            Screen.Line($"  what    {Show.Text(approval, "summary").ReplaceLineEndings(" ")}");
            Screen.Line($"  why     {Show.Text(approval, "why")}");
            Screen.Line($"  who     {Show.Text(approval, "agent")} {Show.Text(approval, "thread_id")} {Show.Text(approval, "task_id")}".TrimEnd());
            if (Show.Text(approval, "directory") is { Length: > 0 } directory) Screen.Line($"  where   {directory}");
            if (Show.Text(approval, "preview") is { Length: > 0 } preview) Screen.Line("  " + preview.TrimEnd('\n').ReplaceLineEndings("\n  "));
            Screen.Line(state == "pending"
                ? $"  until   {Show.Time(approval, "expires_at")}  ({Show.Joined(approval, "decisions")})"
                : $"  ended   {Show.Text(approval, "decision")} {Show.Text(approval, "decided_by")} {Show.Time(approval, "decided_at")} {Show.Text(approval, "reason")}".TrimEnd());
        }

        if (Show.Text(answer, "next_cursor") is { Length: > 0 } next) Screen.Aside($"more: agw approvals --cursor {next}");
    }
}
