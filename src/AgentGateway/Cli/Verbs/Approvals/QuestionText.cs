using System.Text;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>A question for people, whole.</summary>
internal static class QuestionText
{
    public static string Of(JsonElement question)
    {
        var isOpen = Show.Text(question, "state") == "pending";
        var text = new StringBuilder($"{Show.Text(question, "id")}  {Show.Text(question, "state")}  {Show.Text(question, "agent")} {Show.Text(question, "thread_id")}".TrimEnd());
        text.Append("\n  ").Append(Show.Text(question, "text").ReplaceLineEndings("\n  "));
        if (Show.Joined(question, "options") is { Length: > 0 } options) text.Append("\n  options  ").Append(options);
        if (isOpen && Show.Text(question, "default") is { Length: > 0 } otherwise) text.Append("\n  default  ").Append(otherwise);
        return text.Append(isOpen ? $"\n  until    {Show.Time(question, "expires_at")}" : $"\n  answer   {Show.Text(question, "answer")} {Show.Text(question, "answered_by")}".TrimEnd()).ToString();
    }
}
