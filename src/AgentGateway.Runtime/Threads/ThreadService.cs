using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Threads as a whole: opened, listed, read, searched, forked, changed and followed. A call that changes something
/// answers when the change is durable; a <see cref="Rejection"/> changed nothing.
/// </summary>
public sealed class ThreadService(
    StoredThreads records, IdempotencyKeys keys, LiveThreads live, ThreadOpening openings, OpenWork work)
{
    public async Task<Outcome<ThreadEnvelope>> CreateAsync(
        Caller caller, CreateThread request, CancellationToken cancellationToken)
    {
        var once = keys.Of(caller, request.IdempotencyKey, "create", request.Title, request.Agent, request.Workspace);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out var refused, out var earlier)) return refused;
        if (earlier is not null) return await GetAsync(earlier, cancellationToken);
        var stamp = records.Dispatcher.NewStamp();
        if (openings.Command(caller, stamp, request.Title, request.Agent, request.Workspace)
            .IsRejected(out refused, out var opening))
            return refused;
        var key = once.With<AgentThread>(receipt => receipt.State.Id.Value);
        var outcome = await records.Dispatcher.SendAsync(
            opening.Id, caller.Principal.Name, opening, urgent: false, stamp, key, cancellationToken);
        if (outcome.IsRejected(out refused, out var receipt)) return refused;
        if (once.Earlier(receipt).IsRejected(out refused, out earlier)) return refused;
        return earlier is null ? Envelope(receipt.State) : await GetAsync(earlier, cancellationToken);
    }

    public async Task<Outcome<ThreadListView>> ListAsync(ListThreads request, CancellationToken cancellationToken)
    {
        if (PageLimit.Read(request.Limit).IsRejected(out var refused, out var limit)) return refused;
        if (ThreadArguments.ListCursor(request.Cursor, records.Journal).IsRejected(out refused, out var after))
            return refused;
        var query = string.IsNullOrWhiteSpace(request.Query) ? null : request.Query.Trim();
        var rows = await records.Reads.ThreadsAsync(query, request.Archived, after, limit + 1, cancellationToken);
        var page = rows.Take(limit).ToArray();
        return new ThreadListView(
            [.. page.Select(ViewWriter.Of)],
            rows.Count > limit ? ThreadArguments.ListCursor(records.Journal, page[^1]) : null);
    }

    public async Task<Outcome<ThreadReadView>> ReadAsync(ReadThread request, CancellationToken cancellationToken)
    {
        if (PageLimit.Read(request.Limit).IsRejected(out var refused, out var limit)) return refused;
        if ((await records.FindAsync(request.ThreadId, cancellationToken)).IsRejected(out refused, out var thread))
            return refused;
        if (ThreadArguments.Seq(request.After, 0, records.Journal, thread.Id).IsRejected(out refused, out var after))
            return refused;
        if (ThreadArguments.Seq(request.Before, long.MaxValue, records.Journal, thread.Id)
            .IsRejected(out refused, out var before))
            return refused;
        var open = await work.OfAsync(thread, cancellationToken) is { Count: > 0 } found ? found : null;
        if (request is { After: null, Before: not null })
        {
            var last = await records.History.LastAsync(thread, before, limit, request.Hidden, cancellationToken);
            return new ThreadReadView(View(thread), [.. last.Select(ViewWriter.Of)], null) { Open = open };
        }

        var rows = await records.History.ReadAsync(thread, after, before, limit + 1, request.Hidden, cancellationToken);
        MessageView[] page = [.. rows.Take(limit).Select(ViewWriter.Of)];
        return new ThreadReadView(
            View(thread),
            page,
            rows.Count > limit ? ThreadArguments.SeqCursor(records.Journal, thread.Id, page[^1].Seq) : null)
        {
            Open = open,
        };
    }

    /// <summary>The thread alone, without messages.</summary>
    public async Task<Outcome<ThreadEnvelope>> GetAsync(string threadId, CancellationToken cancellationToken) =>
        (await records.FindAsync(threadId, cancellationToken)).Map(Envelope);

    public async Task<Outcome<SearchView>> SearchAsync(SearchThreads request, CancellationToken cancellationToken)
    {
        if (PageLimit.Read(request.Limit).IsRejected(out var refused, out var limit)) return refused;
        if (string.IsNullOrWhiteSpace(request.Query))
            return new Rejection(
                "empty_query", "The query is empty.", "Give words to look for; \"quoted words\" must stand together.");
        if (request.Query.Length > 1000)
            return new Rejection(
                "query_too_long",
                $"The query has {request.Query.Length} characters; 1000 are allowed.",
                "Look for fewer words.");
        ThreadId? within = null;
        if (request.ThreadId is not null)
        {
            if ((await records.FindAsync(request.ThreadId, cancellationToken)).IsRejected(out refused, out var thread))
                return refused;
            within = thread.Id;
        }

        var hits = await records.Reads.SearchAsync(request.Query, within, limit, cancellationToken);
        return new SearchView(
            [.. hits.Select(
                hit => new SearchHitView(hit.Thread.Value, hit.Message.Value, hit.Snippet, hit.Score, hit.At))]);
    }

    /// <summary>
    /// Opens a thread that begins with the messages of this one, up to and including the given one; with all of them
    /// where none is given.
    /// </summary>
    public async Task<Outcome<ThreadEnvelope>> ForkAsync(
        Caller caller, string threadId, string? messageId, CancellationToken cancellationToken)
    {
        if ((await records.FindAsync(threadId, cancellationToken)).IsRejected(out var refused, out var source))
            return refused;
        var seq = source.LastSeq;
        if (messageId is not null)
        {
            var found = await records.Reads.MessageAsync(new(messageId), cancellationToken);
            if (found is null
                || (await records.History.ReadAsync(
                    source, found.Seq - 1, found.Seq + 1, 1, true, cancellationToken)) is not [var at]
                || at.Id != found.Id)
                return ThreadRejections.UnknownMessage;
            seq = found.Seq;
        }

        var stamp = records.Dispatcher.NewStamp();
        var opening = openings.Fork(source, seq, stamp);
        var outcome = await records.Dispatcher.SendAsync(
            opening.Id, caller.Principal.Name, opening, urgent: false, stamp, null, cancellationToken);
        return outcome.Map(receipt => Envelope(receipt.State));
    }

    public Task<Outcome<ThreadEnvelope>> UpdateAsync(
        Caller caller, UpdateThread request, CancellationToken cancellationToken) =>
        records.ChangeAsync(
            caller,
            request.ThreadId,
            new ChangeThread(request.Title, request.Archived, request.Pinned),
            Envelope,
            cancellationToken);

    /// <summary>
    /// The thread's live output from now on, until cancelled. A slow reader delays nothing; it may miss <c>message</c>
    /// entries, and reads the thread for them.
    /// </summary>
    /// <param name="tellsStanding">
    /// Whether an entry <c>standing</c> comes first, as soon as the thread is followed.
    /// </param>
    public IAsyncEnumerable<TurnProgress> FollowAsync(
        string threadId, bool tellsStanding, CancellationToken cancellationToken) =>
        live.FollowAsync(new(threadId), tellsStanding, cancellationToken);

    private ThreadEnvelope Envelope(AgentThread thread) => new(View(thread));

    /// <summary>The thread with what its active turn does meanwhile, which is not durable.</summary>
    private ThreadView View(AgentThread thread)
    {
        var view = ViewWriter.Of(thread);
        return thread.Active is { } active && live.Opened(active.Id)?.Note is { } note
            ? view with { ActiveTurn = view.ActiveTurn! with { Note = note } }
            : view;
    }
}
