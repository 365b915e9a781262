using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Views;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>
/// The forms of elicitations: one choice and perhaps a text, which every client can show. No form has a default, since
/// a form that is sent back unread must not approve anything. The limit of a text is that of the approval or question.
/// </summary>
internal static class ElicitationForms
{
    private const string Decision = "decision";
    private const string Reason = "reason";
    private const string Answer = "answer";
    private const string Once = "once";
    private const string Deny = "deny";

    /// <summary>Before each line of a text that an agent wrote, so that none is taken for one of the form.</summary>
    private const string Margin = "| ";

    /// <param name="refused">Why the previous answer was refused; null for the first form.</param>
    public static ElicitRequestParams Of(ApprovalView approval, Rejection? refused)
    {
        var text = Beginning(refused);
        text.Append(CultureInfo.InvariantCulture, $"{approval.Agent} asks for permission: {approval.Summary}");
        if (approval.Preview is { } preview && !approval.Summary.Contains(preview, StringComparison.Ordinal))
            text.Append("\n\n").Append(VisibleText.Block(preview, Margin));
        if (approval.Preview is null)
            text.Append("\n\n").Append(VisibleText.Block(approval.Arguments.GetRawText(), Margin));
        if (approval.Directory is { } directory) text.Append("\n\nDirectory: ").Append(directory);
        text.Append(CultureInfo.InvariantCulture, $"\nRisk: {approval.Why}\n");
        text.Append(approval.Truncated == true
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
                    [Reason] = new ElicitRequestParams.StringSchema
                    {
                        Title = "Reason",
                        Description = "With deny: what the agent is told.",
                        MaxLength = ApprovalService.ReasonCharactersMax,
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

    /// <summary>The decision of the person; null when the answer decides nothing.</summary>
    public static (bool Approve, string? Reason)? ReadDecision(ElicitResult? answer, bool declineDenies)
    {
        if (answer is { Action: "decline" } && declineDenies) return (false, null);
        if (answer is not { Action: "accept", Content: { } content }) return null;
        string? reason = null;
        if (content.TryGetValue(Reason, out var told) && told.ValueKind != JsonValueKind.Null)
        {
            reason = Text(told);
            if (reason is null) return null;
        }

        return content.TryGetValue(Decision, out var decision) ? Text(decision) switch
        {
            Once => (true, reason),
            Deny => (false, reason),
            _ => null,
        } : null;
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
