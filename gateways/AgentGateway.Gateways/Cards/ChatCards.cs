using System.Collections.Concurrent;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Delivery;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Gateways.Cards;

/// <summary>
/// Shows approvals and questions as cards: in the conversations that the work came from, and to approvers who are in
/// none of them by direct message. Showing waits for no platform: each conversation does it in its own order, until it
/// is done, and reads how the request stands when it does.
/// </summary>
internal sealed class ChatCards(
    ApprovalService approvals,
    QuestionService questions,
    ThreadDispatcher threads,
    ChatApprovers approvers,
    CardNames names,
    ChatDelivery delivery,
    DeliveryServices services,
    QuietTime quiet) : IRequestSurface, ICommitSubscriber<AgentThread>
{
    private const int DepthMax = 8;

    /// <summary>Which conversations show a request as pending or are about to, since the start.</summary>
    private readonly ConcurrentDictionary<PersonRequestId, bool> _shown = new();

    /// <summary>Approved calls of which a crash hid whether they took effect, since the start.</summary>
    private readonly ConcurrentDictionary<PersonRequestId, bool> _unknown = new();

    public string Name => "chat";

    public Task ShowAsync(ApprovalView approval, CancellationToken cancellationToken) => ShowAsync(
        PersonRequestId.Of(approval.Id),
        approval.State == "pending",
        approval.ThreadId,
        Enum.Parse<RiskClass>(approval.Risk),
        cancellationToken);

    public Task ShowAsync(QuestionView question, CancellationToken cancellationToken) => ShowAsync(
        PersonRequestId.Of(question.Id),
        question.State == "pending",
        question.ThreadId,
        RiskClass.R0,
        cancellationToken);

    public ValueTask<IReadOnlyCollection<PersonRequestId>> LeftOpenAsync(CancellationToken cancellationToken) => new(
        [.. services.Registry.All
            .SelectMany(pair => pair.Value.Cards.Where(card => card.IsOpen).Select(card => card.Request))
            .Distinct()]);

    /// <summary>The cards of a call say so when a crash hid whether it took effect.</summary>
    void ICommitSubscriber<AgentThread>.Committed(Receipt<AgentThread> receipt)
    {
        foreach (var settled in receipt.Events.Select(recorded => recorded.Event).OfType<ToolSettled>()
            .Where(settled => settled.Outcome == ToolOutcomeKind.Unknown))
            foreach (var request in receipt.Before.Turn(settled.Turn)?.Calls
                .FirstOrDefault(call => call.Id == settled.CallId)?.Released ?? [])
            {
                _unknown.TryAdd(request, true);
                foreach (var (id, conversation) in services.Registry.All)
                    if (conversation.Cards.Find(card => card.Request == request) is { } card)
                        delivery.Do(id, token => ShowUnknownAsync(conversation.Place!, card, token));
            }
    }

    private async Task ShowUnknownAsync(
        ConversationLocation place, ConversationCard card, CancellationToken cancellationToken)
    {
        var (connection, _) = await services.Connections.ReadyAsync(place.Platform, cancellationToken);
        if (await WriteAsync(card.Request, connection.Features, cancellationToken) is var (_, message))
            await EditAsync(place, card.MessageId, message, cancellationToken);
    }

    private async Task ShowAsync(
        PersonRequestId request, bool isPending, string? thread, RiskClass risk, CancellationToken cancellationToken)
    {
        if (!isPending)
        {
            _shown.TryRemove(request, out _);
            foreach (var (id, conversation) in services.Registry.All)
                if (conversation.Cards.Exists(card => card.IsOpen && card.Request == request)
                    || conversation.Sending.Exists(sending => sending.Request == request))
                    Reconcile(id, conversation.Place!, request);
            return;
        }

        if (quiet.Left() is not null)
        {
            quiet.After(token => ShowStandingAsync(request, token));
            return;
        }

        if (!_shown.TryAdd(request, true)) return;
        var bound = await BoundAsync(thread, cancellationToken);
        foreach (var id in bound)
            if (services.Registry.Find(id)?.Place is { } place)
                Reconcile(id, place, request);
        foreach (var (platform, person) in approvers.NotIn(bound, risk))
            approvers.Direct(platform, person, place =>
                Reconcile(ConversationService.IdOf(ConversationService.AddressOf(place)), place, request));
    }

    private async Task ShowStandingAsync(PersonRequestId request, CancellationToken cancellationToken)
    {
        if (request.Approval is { } approval
            && !(await approvals.GetAsync(approval, cancellationToken)).IsRejected(out _, out var found))
            await ShowAsync(found.Approval, cancellationToken);
        if (request.Question is { } question
            && !(await questions.GetAsync(question, cancellationToken)).IsRejected(out _, out var asked))
            await ShowAsync(asked.Question, cancellationToken);
    }

    /// <summary>The conversations that show the thread, or the visible thread that a hidden one serves.</summary>
    private async Task<IReadOnlyList<ConversationId>> BoundAsync(string? thread, CancellationToken cancellationToken)
    {
        ThreadId? at = thread is null ? null : new ThreadId(thread);
        for (var depth = 0; at is { } id && depth < DepthMax; depth++)
        {
            ConversationId[] bound = [.. services.Registry.Of(id)];
            if (bound.Length > 0) return bound;
            at = (await threads.LoadAsync(id, cancellationToken))?.Origin?.Thread;
        }

        return [];
    }

    private void Reconcile(ConversationId id, ConversationLocation place, PersonRequestId request) =>
        delivery.Do(id, token => ReconcileAsync(id, place, request, token));

    /// <summary>Shows the request there as it stands now.</summary>
    private async Task ReconcileAsync(
        ConversationId id, ConversationLocation place, PersonRequestId request, CancellationToken cancellationToken)
    {
        var conversation = services.Registry.Find(id);
        if (conversation?.Closed is not null) return;
        var (connection, _) = await services.Connections.ReadyAsync(place.Platform, cancellationToken);
        if (await WriteAsync(request, connection.Features, cancellationToken) is not var (isPending, message)) return;
        var card = conversation?.Cards.Find(shown => shown.Request == request);
        if (card is null)
        {
            if (!isPending && conversation?.Sending.Exists(sending => sending.Request == request) != true) return;
            var key = ChatSender.KeyOf(id, "card", request.Value);
            await services.Sender.SendAsync(
                id, place, new(key, Request: request), message with { IsQuiet = false }, cancellationToken);
            if (isPending) return;
            await services.Conversations.SendAsync(id, new CloseCard(request), "daemon", cancellationToken);
            return;
        }

        if (isPending || !card.IsOpen) return;
        await EditAsync(place, card.MessageId, message, cancellationToken);
        await services.Conversations.SendAsync(id, new CloseCard(request), "daemon", cancellationToken);
    }

    /// <summary>How the request is shown now; null where there is none of that id.</summary>
    private async Task<(bool IsPending, OutboundMessage Message)?> WriteAsync(
        PersonRequestId request, ChatFeatures features, CancellationToken cancellationToken)
    {
        if (request.Approval is { } id)
        {
            if ((await approvals.GetAsync(id, cancellationToken)).IsRejected(out _, out var found)) return null;
            var approval = found.Approval;
            if (approval.State != "pending")
                return (
                    false,
                    CardWriter.Ended(approval, names.Of(approval.DecidedBy), _unknown.ContainsKey(request)));
            var whole = approval.Truncated == true
                && !(await approvals.ReadAsync(id.Value, cancellationToken)).IsRejected(out _, out var all)
                    ? all.Approval
                    : approval;
            return (true, CardWriter.Pending(approval, whole, features));
        }

        if (request.Question is not { } asked
            || (await questions.GetAsync(asked, cancellationToken)).IsRejected(out _, out var question)) return null;
        return question.Question.State == "pending"
            ? (true, CardWriter.Pending(question.Question))
            : (false, CardWriter.Ended(question.Question, names.Of(question.Question.AnsweredBy)));
    }

    private async Task EditAsync(
        ConversationLocation place,
        string messageId,
        OutboundMessage message,
        CancellationToken cancellationToken)
    {
        var address = ConversationService.AddressOf(place);
        await services.Sender.RepeatAsync(
            place.Platform, (at, token) => at.EditAsync(address, messageId, message, token), cancellationToken);
    }
}
