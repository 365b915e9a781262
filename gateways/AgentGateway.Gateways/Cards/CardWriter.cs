using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Gateways.Cards;

/// <summary>
/// Approvals and questions as messages with buttons. Everything that a person needs to decide is in the text or, where
/// it is long, in a file with it. Pure.
/// </summary>
internal static class CardWriter
{
    /// <summary>A longer command or diff is a file.</summary>
    private const int ShownCharactersMax = 1_200;

    private const int OptionsMax = 20;
    private const int LabelCharactersMax = 40;

    /// <param name="whole">All of the approval, where <paramref name="approval"/> shows a part; else the same.</param>
    public static OutboundMessage Pending(ApprovalView approval, ApprovalView whole, ChatFeatures features)
    {
        var request = PersonRequestId.Of(approval.Id);
        var content = whole.Preview ?? Pretty(whole.Arguments);
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"**Approval needed: {approval.Risk}** ({Code(approval.Id)})\n")
            .Append(CultureInfo.InvariantCulture, $"Agent: {Code(approval.Agent)}, tool: {Code(approval.Tool)}\n");
        if (approval.Directory is { } directory)
            text.Append(CultureInfo.InvariantCulture, $"Directory: {Code(directory)}\n");
        text.Append(CultureInfo.InvariantCulture, $"Why: {approval.Why}\n");
        var end = $"Expires at {Time(approval.ExpiresAt)}. Or write {Code($"/approve {approval.Id}")} or "
            + $"{Code($"/deny {approval.Id}")}.";
        var inline = $"{text}{Fenced(content)}\n{end}";
        var fits = approval.Truncated != true
            && content.Length <= ShownCharactersMax
            && features.Length(inline) <= features.LengthMax;
        return new(fits ? inline : $"{text}What would run is in the file: read it first.\n{end}")
        {
            Buttons = [[.. (approval.Decisions ?? []).Select(decision => Button(request, decision))]],
            File = fits ? null : new($"{approval.Id}.txt", "text/plain", Encoding.UTF8.GetBytes(Whole(whole, content))),
        };
    }

    /// <param name="by">Who decided, as the card shows it.</param>
    /// <param name="isUnknown">Whether a crash hid if the approved call took effect.</param>
    public static OutboundMessage Ended(ApprovalView approval, string by, bool isUnknown)
    {
        var outcome = approval.State switch
        {
            "approved" => $"Approved by {by} at {Time(approval.DecidedAt ?? approval.CreatedAt)}",
            "denied" => $"Denied by {by} at {Time(approval.DecidedAt ?? approval.CreatedAt)}",
            "expired" => $"Expired at {Time(approval.ExpiresAt)}",
            _ => "Withdrawn" + (approval.Reason is { Length: > 0 } reason ? $": {reason}" : ""),
        };
        return new(
            $"**{outcome}**\n{Code(approval.Agent)}: {Code(approval.Summary)} ({approval.Risk}, {Code(approval.Id)})"
                + (isUnknown ? "\n**outcome unknown**: the daemon ended while the call ran. It may have taken effect." : ""));
    }

    public static OutboundMessage Pending(QuestionView question)
    {
        var request = PersonRequestId.Of(question.Id);
        var options = (question.Options ?? []).Take(OptionsMax).ToArray();
        var how = options.Length > 0
            ? $"Press a button, or write {Code($"/answer {question.Id} TEXT")}."
            : $"Reply to this message, or write {Code($"/answer {question.Id} TEXT")}.";
        var standard = question.Default is { } text ? $" Without an answer it is: {text}." : "";
        return new(
            $"**{question.Agent} asks** ({Code(question.Id)})\n{question.Text}\n\n{how} "
                + $"Expires at {Time(question.ExpiresAt)}.{standard}")
        {
            Buttons = [.. options.Select((option, index) => (IReadOnlyList<ChatButton>)[
                new(Label(option), CardButtons.Data(request, index.ToString(CultureInfo.InvariantCulture)))])],
        };
    }

    /// <param name="by">Who answered, as the card shows it.</param>
    public static OutboundMessage Ended(QuestionView question, string by)
    {
        var outcome = question.State switch
        {
            "answered" => $"Answered by {by} at {Time(question.EndedAt ?? question.CreatedAt)}: {question.Answer}",
            "expired" => $"Expired at {Time(question.ExpiresAt)}",
            _ => "Withdrawn",
        };
        return new($"**{question.Agent} asked** ({Code(question.Id)})\n{question.Text}\n\n**{outcome}**");
    }

    /// <summary>The numbers of the options that a question can have buttons for.</summary>
    public static IEnumerable<string> AllOptions { get; } =
        [.. Enumerable.Range(0, OptionsMax).Select(index => index.ToString(CultureInfo.InvariantCulture))];

    /// <summary>What buttons a pending question has, by the number of its option.</summary>
    public static IEnumerable<string> Choices(QuestionView question) => AllOptions.Take(question.Options?.Count ?? 0);

    public static string Time(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static ChatButton Button(PersonRequestId request, string decision)
    {
        var data = CardButtons.Data(request, decision);
        return decision switch
        {
            "once" => new("Approve", data, ChatButtonStyle.Approve),
            "session" => new("For session", data),
            "always" => new("Always", data),
            _ => new("Deny", data, ChatButtonStyle.Deny),
        };
    }

    private static string Whole(ApprovalView approval, string content) =>
        $"{approval.Id}\nRisk: {approval.Risk}\nAgent: {approval.Agent}\nTool: {approval.Tool}\n"
        + $"Directory: {approval.Directory}\nWhy: {approval.Why}\n\n{content}\n\nArguments:\n{Pretty(approval.Arguments)}\n";

    private static string Pretty(JsonElement arguments) => arguments.GetRawText();

    private static string Label(string option) =>
        option.Length <= LabelCharactersMax ? option : option[..(LabelCharactersMax - 1)] + "…";

    private static string Code(string text) => MarkdownText.Code(text);

    private static string Fenced(string text) => MarkdownText.Fenced(text);
}
