using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Cards;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Carries out presses of buttons. The data of a button gives no right: who pressed is judged as for any decision, and
/// the first decision counts.
/// </summary>
internal sealed class ChatPresses(
    ConversationRegistry registry,
    ApprovalService approvals,
    QuestionService questions,
    ChatDecisions decisions,
    ChatCallers callers)
{
    /// <summary>What the presser is told; null for nothing. It answers when the decision is durable.</summary>
    public async Task<string?> PressAsync(InboundPress press, ChatRight right, CancellationToken cancellationToken)
    {
        if (!right.MayChat) return "You are not allowed to decide here.";
        if (CardOf(press) is not { } card) return "This button is not known any more.";
        var caller = callers.Deciding(press.Address.Platform, press.Author.Id, right.ApproveUpTo);
        if (card.Request.Approval is { } approval)
        {
            var choice = CardButtons.Choice(card.Request, press.Data, ["once", "session", "always", "deny"]);
            if (choice is null) return "This button is not known any more.";
            var decided = await decisions.DecideAsync(
                caller, press.Author.Name, approval.Value, choice, null, cancellationToken);
            return decided.IsRejected(out var refused) ? await ToldAsync(approval, refused, cancellationToken) : null;
        }

        if (card.Request.Question is not { } question
            || (await questions.GetAsync(question, cancellationToken)).IsRejected(out _, out var asked))
            return "This button is not known any more.";
        var index = CardButtons.Choice(card.Request, press.Data, CardWriter.Choices(asked.Question));
        if (index is null) return "This button is not known any more.";
        var text = asked.Question.Options![int.Parse(index, CultureInfo.InvariantCulture)];
        var answered = await decisions.AnswerAsync(
            caller, press.Author.Name, question.Value, text, cancellationToken);
        return answered.IsRejected(out var unfit) ? decisions.Late(unfit) ?? unfit.Message : null;
    }

    private async Task<string> ToldAsync(ApprovalId id, Rejection refused, CancellationToken cancellationToken)
    {
        if (decisions.Late(refused) is { } late) return late;
        return (await approvals.GetAsync(id, cancellationToken)).IsRejected(out _, out var found)
            || found.Approval.State is "pending" or "approved" or "denied"
                ? refused.Message
                : $"It is {found.Approval.State} already.";
    }

    /// <summary>
    /// The card with that button, found by its message: in the conversation of the press or in another of the same chat.
    /// </summary>
    private ConversationCard? CardOf(InboundPress press)
    {
        foreach (var id in registry.OfChat(press.Address).Prepend(ConversationService.IdOf(press.Address)))
            if (registry.Find(id)?.Cards.Find(card => card.MessageId == press.MessageId) is { } card)
                return card;
        return null;
    }
}
