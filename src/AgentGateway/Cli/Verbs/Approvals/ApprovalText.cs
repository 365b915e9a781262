using System.Text;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>An approval for people: a block of lines, since a table would cut what is to be approved.</summary>
internal static class ApprovalText
{
    public static string Of(ApprovalView approval)
    {
        var text = new StringBuilder($"{approval.Id}  {approval.State}  {approval.Risk}  {approval.Tool}");
        Add(text, "what", approval.Summary.ReplaceLineEndings(" "));
        Add(text, "why", approval.Why);
        Add(text, "who", $"{approval.Agent} {approval.ThreadId} {approval.TaskId}");
        Add(text, "where", approval.Directory);
        // Where there is no command and no diff, the arguments alone say what would happen.
        if (approval.Preview is not { Length: > 0 } preview) Add(text, "with", Show.Json(approval.Arguments));
        else if (!approval.Summary.EndsWith(preview, StringComparison.Ordinal))
            text.Append("\n  ").Append(preview.TrimEnd('\n').ReplaceLineEndings("\n  "));
        if (approval.State == "pending")
            Add(text, "until", $"{Show.Time(approval.ExpiresAt)}  ({Show.Joined(approval.Decisions)})");
        else
            Add(
                text,
                "ended",
                $"{approval.Decision} {approval.DecidedBy} {Show.Time(approval.DecidedAt)} {approval.Reason}");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value?.Trim() is { Length: > 0 } said) text.Append("\n  ").Append(name.PadRight(8)).Append(said);
    }
}
