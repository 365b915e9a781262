using System.Text;
using AgentGateway.Domain.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>A question for people, whole.</summary>
internal static class QuestionText
{
    public static string Of(QuestionView question)
    {
        var isOpen = question.State == "pending";
        var head = $"{question.Id}  {question.State}  {question.Agent} {question.ThreadId}".TrimEnd();
        var text = new StringBuilder(head).Append('\n')
            .Append(VisibleText.Block(question.Text, ApprovalText.Margin));
        if (Show.Joined(question.Options) is { Length: > 0 } options) text.Append("\n  options  ").Append(options);
        if (isOpen && question.Default is { Length: > 0 } otherwise)
            text.Append("\n  default  ").Append(VisibleText.Line(otherwise));
        if (isOpen && Show.Joined(question.Answerers) is { Length: > 0 } answerers)
            text.Append("\n  answers  a person, or ").Append(answerers);
        return text.Append(isOpen
            ? $"\n  until    {Show.Time(question.ExpiresAt)}"
            : $"\n  answer   {VisibleText.Line(question.Answer ?? "")} {question.AnsweredBy}".TrimEnd()).ToString();
    }
}
