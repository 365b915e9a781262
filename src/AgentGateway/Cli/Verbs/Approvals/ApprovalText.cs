using System.Text;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>An approval for people: a block of lines, since nobody should approve what a table has cut.</summary>
internal static class ApprovalText
{
    public static string Of(JsonElement approval)
    {
        var state = Show.Text(approval, "state");
        var text = new StringBuilder($"{Show.Text(approval, "id")}  {state}  {Show.Text(approval, "risk")}  {Show.Text(approval, "tool")}");
        Add(text, "what", Show.Text(approval, "summary").ReplaceLineEndings(" "));
        Add(text, "why", Show.Text(approval, "why"));
        Add(text, "who", $"{Show.Text(approval, "agent")} {Show.Text(approval, "thread_id")} {Show.Text(approval, "task_id")}");
        Add(text, "where", Show.Text(approval, "directory"));
        // Nobody should approve what they cannot see: where there is no command and no diff, the arguments are what would happen.
        if (Show.Text(approval, "preview").Length == 0) Add(text, "with", Show.Text(approval, "arguments"));
        if (Show.Text(approval, "preview") is { Length: > 0 } preview && !Show.Text(approval, "summary").EndsWith(preview, StringComparison.Ordinal))
            text.Append("\n  ").Append(preview.TrimEnd('\n').ReplaceLineEndings("\n  "));
        if (state == "pending")
        {
            Add(text, "until", $"{Show.Time(approval, "expires_at")}  ({Show.Joined(approval, "decisions")})");
            return text.ToString();
        }

        Add(text, "ended", $"{Show.Text(approval, "decision")} {Show.Text(approval, "decided_by")} {Show.Time(approval, "decided_at")} {Show.Text(approval, "reason")}");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string value)
    {
        if (value.Trim() is { Length: > 0 } said) text.Append("\n  ").Append(name.PadRight(8)).Append(said);
    }
}
