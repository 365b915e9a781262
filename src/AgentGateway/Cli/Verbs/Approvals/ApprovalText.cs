using System.Text;
using AgentGateway.Domain.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>
/// An approval for people: a block of lines, because a table would cut the text that they approve. Texts of several
/// lines have a margin, so that no line of them can be taken for one of ours.
/// </summary>
internal static class ApprovalText
{
    /// <summary>Before each line of a text that an agent wrote.</summary>
    public const string Margin = "  | ";

    /// <summary>As a list shows it; what is long is cut, and is read with <c>agw approvals show</c>.</summary>
    public static string Of(ApprovalView approval) => Write(approval, isWhole: false);

    /// <summary>All of it.</summary>
    public static string Whole(ApprovalView approval) => Write(approval, isWhole: true);

    private static string Write(ApprovalView approval, bool isWhole)
    {
        var text = new StringBuilder($"{approval.Id}  {approval.State}  {approval.Tool}");
        Add(text, "what", approval.Summary);
        Add(text, "why", approval.Why);
        Add(text, "who", string.Join(' ',
            new[] { Who(approval), approval.ThreadId, approval.TaskId }.OfType<string>()));
        Add(text, "where", approval.Directory);
        var preview = approval.Preview is { Length: > 0 } given ? given : null;

        // Where there is no command and no diff, the arguments alone say what would happen.
        if (isWhole || preview is null) Add(text, "with", VisibleText.Line(Show.Json(approval.Arguments)));
        if (preview is not null && (isWhole || !approval.Summary.EndsWith(preview, StringComparison.Ordinal)))
            text.Append('\n').Append(VisibleText.Block(preview, Margin));
        if (approval.Truncated == true)
            Add(text, "more", $"not all of it is shown; before it can be approved: agw approvals show {approval.Id}");
        if (isWhole) Add(text, "rule", approval.Rule);
        if (approval.State == "pending")
            Add(text, "until", $"{Show.Time(approval.ExpiresAt)}  ({Show.Joined(approval.Decisions)})");
        else
            Add(
                text,
                "ended",
                $"{approval.Decision} {approval.DecidedBy} {Show.Time(approval.DecidedAt)} "
                    + VisibleText.Line(approval.Reason ?? ""));
        return text.ToString();
    }

    /// <summary>Where a client works is told where its call would run elsewhere.</summary>
    private static string Who(ApprovalView approval) =>
        approval.ClientDirectory is { } from && from != approval.Directory
            ? $"{approval.Agent} in {from}"
            : approval.Agent;

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value?.Trim() is { Length: > 0 } said) text.Append("\n  ").Append(name.PadRight(8)).Append(said);
    }
}
