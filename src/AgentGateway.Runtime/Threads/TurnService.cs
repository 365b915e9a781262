using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>How turns stand: waits for their end, cancels them, and runs failed ones again.</summary>
public sealed class TurnService(StoredThreads records, LiveThreads live, IdempotencyKeys keys)
{
    /// <summary>How much of a question is shown where it is answered again.</summary>
    private const int QuestionCharactersMax = 200;

    private static readonly TimeSpan BeginsWithin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Answers how the turn stands, once it has ended, waits for a person, or <paramref name="wait"/> is over. The
    /// token ends the wait, not the turn.
    /// </summary>
    /// <param name="progress">
    /// Hears of the turn while it runs; may be null. Called on any thread, never concurrently; must not block.
    /// </param>
    public async Task<Outcome<SendView>> WaitAsync(
        string turnId, TimeSpan wait, Action<TurnProgress>? progress, CancellationToken cancellationToken)
    {
        if (ThreadArguments.Turn(turnId).IsRejected(out var refused, out var id)) return refused;
        if (wait <= TimeSpan.Zero) return await StandingAsync(id, cancellationToken);
        using var changes = live.Turns.Listen([id], wait);
        if (live.Opened(id) is not { } opened)
        {
            var row = await records.Reads.TurnAsync(id, cancellationToken);
            if (row is null) return ThreadArguments.UnknownTurn;
            if (row.EndedAt is not null) return await ViewAsync(row, cancellationToken);
            opened = new(row.Thread, row.Agent, row.Status, []);
        }

        if (opened.Status == TurnStatus.Waiting) return await StandingAsync(id, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A caller that begins to wait in the middle of a turn is first told how the turn stands.
        progress?.Invoke(
            new(
                "standing", opened.Thread.Value, turnId, opened.Agent.Value, opened.Note,
                Status: ViewWriter.Word(opened.Status)));
        using var followed = progress is null ? null : live.Follow(opened.Thread);
        var following = followed is null ? Task.CompletedTask : ReportAsync(followed, turnId, progress!, over.Token);
        try
        {
            if (await OutcomeAsync(id, changes, cancellationToken) is { } outcome) return outcome;
        }
        finally
        {
            if (followed is not null) await over.CancelAsync();
            await following;
        }

        return await StandingAsync(id, cancellationToken);
    }

    /// <summary>How the turn stands now; null while the journal has no such turn.</summary>
    internal async ValueTask<TurnStanding?> StandsAsync(TurnId id, CancellationToken cancellationToken)
    {
        if (await records.Reads.TurnAsync(id, cancellationToken) is not { } row) return null;
        var reply = row.Reply is { } message
            ? (await records.Reads.MessageAsync(message, cancellationToken))?.Message.Text
            : null;
        return new(row.Status, reply, row.Failure);
    }

    /// <summary>
    /// The turn that a message or a delegation began under that idempotency key; null where it was not used.
    /// </summary>
    internal async ValueTask<TurnId?> BegunUnderAsync(string principal, string key, CancellationToken cancellationToken)
    {
        if (await records.Journal.FindIdempotencyAsync(principal, key, cancellationToken) is not { } record)
            return null;
        using var answer = JsonDocument.Parse(record.Answer);
        return answer.RootElement.TryGetProperty("turn_id", out var turn)
            ? PrefixedId.Parse<TurnId>(turn.GetString())
            : null;
    }

    /// <summary>
    /// The turn's outcome; null when the turn waits for a person or the wait is over, so that it has to be read.
    /// </summary>
    private async Task<SendView?> OutcomeAsync(
        TurnId id, ChangeSignals<TurnId, SendView?>.Listener changes, CancellationToken cancellationToken)
    {
        while (await changes.ChangedAsync(cancellationToken))
        {
            if (changes.News is { } outcome) return outcome;
            // A turn that waited for a person when it was signalled may be running again by now.
            if (live.Opened(id) is not { Status: TurnStatus.Running or TurnStatus.Queued }) return null;
        }

        return null;
    }

    /// <summary>Runs a failed turn again, as a new one. Answers with the new turn when it is durable.</summary>
    public async Task<Outcome<SendView>> RetryAsync(
        Caller caller, string turnId, string? idempotencyKey, CancellationToken cancellationToken)
    {
        if (ThreadArguments.Turn(turnId).IsRejected(out var refused, out var id)) return refused;
        var once = keys.Of(caller, idempotencyKey, "retry", turnId);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out refused, out var earlier)) return refused;
        if (earlier is not null) return await StandingAsync(new(earlier), cancellationToken);
        if (await records.Reads.TurnAsync(id, cancellationToken) is not { } row) return ThreadArguments.UnknownTurn;
        var question = "";
        foreach (var trigger in row.Triggers)
            question = (await records.Reads.MessageAsync(trigger, cancellationToken))?.Message.Text ?? question;
        if (WhyNotAgain(row, question) is { } unfit) return unfit;
        var outcome = await records.Dispatcher.SendAsync(
            row.Thread,
            caller.Principal.Name,
            new RetryTurn(id, row.Triggers, ShortText.Of(question, QuestionCharactersMax)),
            urgent: false,
            records.Dispatcher.NewStamp(),
            once.With<AgentThread>(receipt => TurnOf(receipt).Value),
            cancellationToken);
        if (outcome.IsRejected(out refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out earlier)) return refused;
        return await StandingAsync(earlier is null ? TurnOf(receipt) : new(earlier), cancellationToken);

        static TurnId TurnOf(Receipt<AgentThread> receipt) =>
            receipt.Events.Select(recorded => recorded.Event).OfType<TurnQueued>().First(e => e.RetryOf is not null).Turn;
    }

    /// <summary>
    /// A command would be carried out by itself, and the outcome of a delegation has been reported; so only answers of
    /// agents are run again.
    /// </summary>
    private static Rejection? WhyNotAgain(TurnRow turn, string question)
    {
        if (turn.Status != TurnStatus.Failed) return ThreadRejections.NotFailed(turn.Id);
        if (turn.Kind == TurnKind.Delegation)
            return ThreadRejections.NotRetried(turn.Id, "a delegation", "Delegate again with thread_delegate.");
        if (turn.Kind != TurnKind.Answer)
            return ThreadRejections.NotRetried(
                turn.Id, "no answer of the thread's owner", "Send a message: participants are asked about it again.");
        return DirectiveParser.AnswerOf(question) is null
            ? null
            : ThreadRejections.NotRetried(turn.Id, "a command of the gateway", "Send the command again.");
    }

    /// <summary>Cancels a turn, or all that a thread has open. <paramref name="id"/> is of either kind.</summary>
    public async Task<Outcome<CancelView>> CancelAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        TurnRow? row = null;
        if (!PrefixedId.Is<ThreadId>(id))
        {
            if (ThreadArguments.Turn(id).IsRejected(out var refused, out var turn)) return refused;
            row = await records.Reads.TurnAsync(turn, cancellationToken);
            if (row is null) return ThreadArguments.UnknownTurn;
            if (row.EndedAt is not null)
                return new CancelView(row.Thread.Value, row.Id.Value, ViewWriter.Word(row.Status));
        }

        if ((await records.FindAsync(row?.Thread.Value ?? id, cancellationToken)).IsRejected(
            out var unknown, out var thread))
            return unknown;
        var outcome = await records.Dispatcher.SendAsync(
            thread.Id,
            caller.Principal.Name,
            new CancelTurns(row?.Id, live.Partials(thread)),
            urgent: true,
            cancellationToken);
        if (outcome.IsRejected(out var rejection))
            // The turn ended a moment ago by itself, which is no mistake of the caller.
            return row is not null
                && await records.Reads.TurnAsync(row.Id, cancellationToken) is { EndedAt: not null } over
                ? new CancelView(over.Thread.Value, over.Id.Value, ViewWriter.Word(over.Status))
                : rejection;
        await CancelDelegationsAsync(caller, outcome.Value.State, row?.Id, cancellationToken);
        return new CancelView(thread.Id.Value, row?.Id.Value, ViewWriter.Word(TurnStatus.Cancelled));
    }

    /// <summary>Cancels what the turn has delegated; without a turn, what the whole thread has delegated.</summary>
    private async Task CancelDelegationsAsync(
        Caller caller, AgentThread thread, TurnId? turn, CancellationToken cancellationToken)
    {
        foreach (var delegation in thread.Delegations)
            if (turn is null || delegation.FromTurn == turn)
                await records.Dispatcher.SendAsync(
                    delegation.HiddenThread,
                    caller.Principal.Name,
                    new CancelTurns(
                        null,
                        live.Partials(await records.Dispatcher.LoadAsync(delegation.HiddenThread, cancellationToken))),
                    urgent: true,
                    cancellationToken);
    }

    /// <summary>How the turn stands now, as callers are shown it.</summary>
    internal async Task<Outcome<SendView>> StandingAsync(TurnId id, CancellationToken cancellationToken) =>
        await records.Reads.TurnAsync(id, cancellationToken) is { } row
            ? await ViewAsync(row, cancellationToken)
            : ThreadArguments.UnknownTurn;

    private async Task<SendView> ViewAsync(TurnRow row, CancellationToken cancellationToken)
    {
        var reply = row.Reply is { } id ? (await records.Reads.MessageAsync(id, cancellationToken))?.Message : null;
        var view = ViewWriter.Of(
            row.Thread, row.Triggers is [var first, ..] ? first : null, row.Id, row.Status, reply, row.Failure);
        if (row.Status != TurnStatus.Waiting
            || (await records.Dispatcher.LoadAsync(row.Thread, cancellationToken))?.Turn(row.Id) is not { } turn)
            return view;
        return view with
        {
            WaitingFor = [.. turn.Calls.Select(call => call.Awaiting?.Value).OfType<string>()],
        };
    }

    /// <summary>
    /// Waits until the turn of a delegation exists, which an effect opens within moments. After ten seconds it returns
    /// nevertheless, because the request is durable and will be carried out.
    /// </summary>
    internal async Task UntilBegunAsync(TurnId id, CancellationToken cancellationToken) =>
        await live.Turns.UntilAsync(
            id,
            async () => await records.Reads.TurnAsync(id, cancellationToken) is not null,
            BeginsWithin,
            cancellationToken);

    private static async Task ReportAsync(
        FollowerQueue queue, string turnId, Action<TurnProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
                if (await queue.TakeAsync(cancellationToken) is var news && news.TurnId == turnId)
                    progress(news);
        }
        catch (OperationCanceledException)
        {
            // The waiting is over.
        }
    }
}
