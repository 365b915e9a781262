using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw approve ID</c>: approves a call, once unless an option says for longer.</summary>
internal static class ApproveVerb
{
    /// <summary>The approval that a verb is about.</summary>
    public static VerbArgument Approval { get; } =
        VerbArgument.At("approval_id", "ID", "The approval's id (apr_…), as agw approvals lists it");

    public static Command Create()
    {
        var session = new Option<bool>("--session") { Description = "And the same for the rest of this thread" };
        var always = new Option<bool>("--always")
        {
            Description = "And exactly this command from now on, as a rule: agw policy list",
        };
        var command = new ToolVerb<ApprovalEnvelope>(ApprovalResolveTool.Declaration, "approve",
            """
            Allow a call that an agent asks for. It runs only if it is still what was shown.

            Examples:
              agw approve                        the one that waits, where only one does
              agw approvals                      what waits, and under which id
              agw approve apr_…                  this once
              agw approve apr_… --always         and exactly this from now on; agw policy revoke ends it
            """)
        {
            Arguments =
            [
                Approval with { IsOptional = true },
                VerbArgument.Hidden("decision"),
                VerbArgument.Hidden("reason"),
            ],
            Options = [session, always],
            Complete = (parsed, call) =>
            {
                call["decision"] = parsed.GetValue(always) ? "always" : parsed.GetValue(session) ? "session" : "once";
                return null;
            },
            Show = (answer, _) => Print(answer),
        }.Create();
        command.Validators.Add(result =>
        {
            if (result.GetValue(session) && result.GetValue(always))
                result.AddError("Give either --session or --always.");
        });
        return command;
    }

    /// <summary>An approval that was decided, in one line.</summary>
    public static void Print(ApprovalEnvelope answer)
    {
        var approval = answer.Approval;
        Screen.Line($"{approval.Id} {approval.State} ({approval.Decision}): {approval.Summary}");
    }
}
