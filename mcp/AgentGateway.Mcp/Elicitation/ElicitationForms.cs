using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Views;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>
/// The forms of elicitations: one choice or one text, which every client can show. No form has a default, since a form
/// that is sent back unread must not approve anything. The limit of a text is that of the question.
/// </summary>
internal static class ElicitationForms
{
    private const string Decision = "decision";
    private const string Answer = "answer";
    private const string Once = "once";
    private const string Deny = "deny";

    /// <summary>Before each line of a text that an agent wrote, so that none is taken for one of the form.</summary>
    private const string Margin = "| ";

    /// <summary>
    /// The first line is the risk with its reason, because some clients show no more until their person asks for it.
    /// </summary>
    public static ElicitRequestParams Of(ApprovalView approval)
    {
        var text = new StringBuilder(approval.Why).Append('\n').Append(approval.Agent);
        if (approval.ClientDirectory is { } from && from != approval.Directory) text.Append(" in ").Append(from);
        text.Append(" asks for permission: ").Append(approval.Summary);
        if (approval.Preview is { } preview && !approval.Summary.Contains(preview, StringComparison.Ordinal))
            text.Append("\n\n").Append(VisibleText.Block(preview, Margin));
        if (approval.Preview is null)
            text.Append("\n\n").Append(VisibleText.Block(approval.Arguments.GetRawText(), Margin));
        if (approval.Directory is { } directory) text.Append("\n\nDirectory: ").Append(directory);
        text.Append('\n').Append(approval.Truncated == true
            ? $"Not all of it is shown here, so that it cannot be approved here. All of it: agw approvals show "
                + $"{approval.Id}, or agw://approvals/{approval.Id}; then agw approve {approval.Id}."
            : $"Your answer holds for this call, once. ({approval.Id})");
        return new()
        {
            Mode = "form",
            Message = text.ToString(),
            RequestedSchema = new()
            {
                Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition>
                {
                    [Decision] = new ElicitRequestParams.UntitledSingleSelectEnumSchema
                    {
                        Title = "Decision",
                        Description = "once: this call may be made. deny: it may not.",
                        Enum = approval.Truncated == true ? [Deny] : [Once, Deny],
                    },
                },
                Required = [Decision],
            },
        };
    }

    /// <param name="refused">Why the previous answer was refused; null for the first form.</param>
    public static ElicitRequestParams Of(QuestionView question, Rejection? refused)
    {
        var text = Beginning(refused);
        var asked = VisibleText.Block(question.Text, Margin);
        text.Append(CultureInfo.InvariantCulture, $"{question.Agent} asks:\n{asked}\n({question.Id})");
        return new()
        {
            Mode = "form",
            Message = text.ToString(),
            RequestedSchema = new()
            {
                Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition>
                {
                    [Answer] = question.Options is { } options
                        ? new ElicitRequestParams.UntitledSingleSelectEnumSchema
                        {
                            Title = "Answer",
                            Enum = [.. options],
                        }
                        : new ElicitRequestParams.StringSchema
                        {
                            Title = "Answer",
                            MinLength = 1,
                            MaxLength = QuestionMachine.AnswerCharactersMax,
                        },
                },
                Required = [Answer],
            },
        };
    }

    /// <summary>Whether the person approves; null when the answer decides nothing.</summary>
    public static bool? ReadDecision(ElicitResult? answer, bool declineDenies)
    {
        if (answer is { Action: "decline" } && declineDenies) return false;
        return answer is { Action: "accept", Content: { } content } && content.TryGetValue(Decision, out var decision)
            ? Text(decision) switch
            {
                Once => true,
                Deny => false,
                _ => null,
            }
            : null;
    }

    /// <summary>The answer of the person; null when it does not answer the question.</summary>
    public static string? ReadAnswer(QuestionView question, ElicitResult? answer) =>
        answer is { Action: "accept", Content: { } content }
            && content.TryGetValue(Answer, out var told)
            && Text(told) is { } text
        && (question.Options is null || question.Options.Contains(text))
            ? text
            : null;

    private static StringBuilder Beginning(Rejection? refused)
    {
        var text = new StringBuilder();
        if (refused is not null) text.Append(CultureInfo.InvariantCulture, $"{refused.Message} {refused.Hint}\n\n");
        return text;
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
