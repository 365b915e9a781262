using System.Text.Json.Nodes;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Discord.Reading;
using AgentGateway.Gateways.Discord.Writing;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Calls;

/// <summary>
/// Answers commands and presses. Discord wants a first answer within three seconds, so an empty one is sent when the
/// event is stored, and the words follow it; they wait for it, as Discord knows no other order.
/// </summary>
internal sealed class DiscordInteractions(DiscordClient client, OwnedTasks tasks)
{
    private const int CountMax = 2_000;

    private readonly BoundedMap<string, Pending> _pending = new(CountMax);

    /// <summary>An interaction is about to be stored; its words wait from now on.</summary>
    public void Expect(InteractionAnswer answer)
    {
        if (!_pending.TryGet(answer.Id, out _)) _pending.Set(answer.Id, new());
    }

    /// <summary>Begins to send the first, empty answer.</summary>
    /// <param name="type">How the words will follow.</param>
    public void Acknowledge(InteractionAnswer answer, int type)
    {
        if (!_pending.TryGet(answer.Id, out var pending) || !tasks.TryBegin(FirstAsync)) Forget(answer);

        async Task FirstAsync(CancellationToken cancellationToken)
        {
            try
            {
                var data = type == DiscordInteraction.AnswerLater ? DiscordWriter.PrivateLater() : null;
                await CallbackAsync(answer, type, data, cancellationToken);
            }
            catch (ChatException)
            {
                // The words are tried all the same, and their fault is told.
            }
            finally
            {
                pending.First.TrySetResult();
            }
        }
    }

    /// <summary>The first answer will not come: words need not wait for it.</summary>
    public void Forget(InteractionAnswer answer)
    {
        if (!_pending.TryGet(answer.Id, out var pending)) return;
        _pending.Remove(answer.Id);
        pending.First.TrySetResult();
    }

    public async Task AnswerPressAsync(string answer, string? text, CancellationToken cancellationToken)
    {
        var to = Parse(answer);
        var isAcknowledged = await AcknowledgedAsync(to, cancellationToken) is not null;
        if (text is null)
        {
            if (!isAcknowledged) await CallbackAsync(to, DiscordInteraction.AnswerNothing, null, cancellationToken);
            return;
        }

        await FollowAsync(to, new OutboundMessage(text), cancellationToken);
    }

    public async Task AnswerPrivatelyAsync(
        string answer, OutboundMessage message, CancellationToken cancellationToken)
    {
        var to = Parse(answer);
        if (await AcknowledgedAsync(to, cancellationToken) is { } pending && !pending.TryTakeOriginal())
        {
            await FollowAsync(to, message, cancellationToken);
            return;
        }

        var route = Route(HttpMethod.Patch, to, "/messages/@original");
        var shown = await client.TryAsync(route, DiscordWriter.Edit(message), message.File, cancellationToken);
        if (!shown.IsSuccess) await FirstInsteadAsync(to, message, shown, cancellationToken);
    }

    public async Task OfferAsync(
        InteractionAnswer answer, IEnumerable<ChatCandidate> candidates, CancellationToken cancellationToken) =>
        await CallbackAsync(
            answer, DiscordInteraction.AnswerCandidates, DiscordWriter.Candidates(candidates), cancellationToken);

    private async Task FollowAsync(
        InteractionAnswer to, OutboundMessage message, CancellationToken cancellationToken)
    {
        var answer = await client.TryAsync(
            Route(HttpMethod.Post, to, ""), DiscordWriter.PrivateMessage(message), message.File, cancellationToken);
        if (!answer.IsSuccess) await FirstInsteadAsync(to, message, answer, cancellationToken);
    }

    /// <summary>Where Discord has had no first answer, as after a restart, the words are the first answer.</summary>
    private async Task FirstInsteadAsync(
        InteractionAnswer to, OutboundMessage message, DiscordAnswer failed, CancellationToken cancellationToken)
    {
        if (failed.Status != 404) throw DiscordFault.Of(failed, isRead: false);
        var body = DiscordWriter.Callback(DiscordInteraction.AnswerMessage, DiscordWriter.PrivateMessage(message));
        var answer = await client.TryAsync(CallbackRoute(to), body, message.File, cancellationToken);
        if (!answer.IsSuccess)
            throw new ChatException(
                ChatFaultKind.Refused, "Discord takes no answer to that command or button any more.");
    }

    private async Task<Pending?> AcknowledgedAsync(InteractionAnswer answer, CancellationToken cancellationToken)
    {
        if (!_pending.TryGet(answer.Id, out var pending)) return null;
        await pending.First.Task.WaitAsync(cancellationToken);
        return pending;
    }

    /// <summary>Sends the first answer. That Discord had it, or waits for it no more, changes nothing.</summary>
    private async Task CallbackAsync(
        InteractionAnswer answer, int type, JsonObject? data, CancellationToken cancellationToken)
    {
        var given = await client.TryAsync(
            CallbackRoute(answer), DiscordWriter.Callback(type, data), null, cancellationToken);
        if (!given.IsSuccess
            && given.Code is not (DiscordCodes.InteractionAnswered or DiscordCodes.UnknownInteraction))
            throw DiscordFault.Of(given, isRead: false);
    }

    private static InteractionAnswer Parse(string answer) =>
        InteractionAnswer.Parse(answer)
        ?? throw new ChatException(ChatFaultKind.Refused, "That command or button cannot be answered.");

    private static DiscordRoute CallbackRoute(InteractionAnswer to) => DiscordRoute.Interaction(
        HttpMethod.Post,
        $"interactions/{DiscordRoute.Escaped(to.Id)}/{DiscordRoute.Escaped(to.Token)}/callback",
        "interactions/callback", to.Id);

    private static DiscordRoute Route(HttpMethod method, InteractionAnswer to, string below) =>
        DiscordRoute.Interaction(
            method,
            $"webhooks/{DiscordRoute.Escaped(to.Application)}/{DiscordRoute.Escaped(to.Token)}{below}",
            $"webhooks{below}", to.Id);

    /// <summary>What is known of an interaction that came since the start.</summary>
    private sealed class Pending
    {
        private int _isOriginalTaken;

        /// <summary>Completes when Discord has had its first answer, or there will be none.</summary>
        public TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The first words take the place of the empty answer; later ones stand below it.</summary>
        public bool TryTakeOriginal() => Interlocked.Exchange(ref _isOriginalTaken, 1) == 0;
    }
}
