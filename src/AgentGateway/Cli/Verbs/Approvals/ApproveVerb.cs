using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approve ID</c>: a yes, for once unless it is said otherwise.</summary>
internal static class ApproveVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The approval's id (apr_…), as agw approvals lists it" };
        var session = new Option<bool>("--session") { Description = "And the same for the rest of this thread" };
        var always = new Option<bool>("--always") { Description = "And exactly this command from now on, as a rule: agw policy list" };
        var command = VerbContext.Command("approve", 
            """
            Allow a call that an agent asks for. It runs only if it is still what was shown.

            Examples:
              agw approvals --state pending      what waits, and under which id
              agw approve apr_…                  this once
              agw approve apr_… --always         and exactly this from now on; agw policy revoke ends it
            """,
            (context, parsed) => context.AskAsync("approval_resolve",
                Arguments.Of(("approval_id", parsed.GetValue(id)),
                    ("decision", parsed.GetValue(always) ? "always" : parsed.GetValue(session) ? "session" : "once")),
                Print));
        command.Add(id);
        command.Add(session);
        command.Add(always);
        command.Validators.Add(result =>
        {
            if (result.GetValue(session) && result.GetValue(always)) result.AddError("Give either --session or --always.");
        });
        return command;
    }

    /// <summary>What it is now, in one line.</summary>
    public static void Print(JsonElement answer)
    {
        var approval = answer.GetProperty("approval");
        Screen.Line($"{Show.Text(approval, "id")} {Show.Text(approval, "state")} ({Show.Text(approval, "decision")}): {Show.Text(approval, "summary").ReplaceLineEndings(" ")}");
    }
}
