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
    private static readonly string[] Decisions = ["once", "session", "always", "deny"];

    /// <summary>What the buttons of any card stand for.</summary>
    private static readonly string[] Choices = [.. Decisions, .. CardWriter.AllOptions];

    /// <summary>What the presser is told; null for nothing. It answers when the decision is durable.</summary>
    public async Task<string?> PressAsync(InboundPress press, ChatRight right, CancellationToken cancellationToken)
    {
        if (!right.MayChat) return "You are not allowed to decide here.";
        if (RequestOf(press) is not { } request) return "This button is not known any more.";
        var caller = callers.Deciding(press.Address.Platform, press.Author.Id, right.ApproveUpTo);
        if (request.Approval is { } approval)
        {
            var choice = CardButtons.Choice(request, press.Data, Decisions);
            if (choice is null) return "This button is not known any more.";
            var decided = await decisions.DecideAsync(
                caller, press.Author.Name, approval.Value, choice, null, cancellationToken);
            return decided.IsRejected(out var refused) ? await ToldAsync(approval, refused, cancellationToken) : null;
        }

        if (request.Question is not { } question
            || (await questions.GetAsync(question, cancellationToken)).IsRejected(out _, out var asked))
            return "This button is not known any more.";
        var index = CardButtons.Choice(request, press.Data, CardWriter.Choices(asked.Question));
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
    /// The request of the card with that button, found by its message, in the conversation of the press or in another of
    /// the same chat. A card can be pressed before its sending is recorded; then its request is found by the button.
    /// </summary>
    private PersonRequestId? RequestOf(InboundPress press)
    {
        Conversation[] near =
        [
            .. registry.OfChat(press.Address)
                .Append(ConversationService.IdOf(press.Address))
                .Distinct()
                .Select(registry.Find)
                .OfType<Conversation>(),
        ];
        return near.SelectMany(one => one.Cards).FirstOrDefault(card => card.MessageId == press.MessageId)?.Request
            ?? near.SelectMany(one => one.Sending)
                .Select(sending => sending.Request)
                .OfType<PersonRequestId>()
                .Cast<PersonRequestId?>()
                .FirstOrDefault(request => CardButtons.Choice(request!.Value, press.Data, Choices) is not null);
    }
}
