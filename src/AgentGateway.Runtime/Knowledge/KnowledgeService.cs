using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>
/// Keeps what was found out, with who says so and who reviewed it. Of a coverage key there is one reviewed piece in a
/// scope; what is put later waits beside it until it is reviewed too.
/// </summary>
public sealed class KnowledgeService : ICommitSubscriber<KnowledgeItem>
{
    /// <summary>An answer waits so long until what was forgotten is erased.</summary>
    private static readonly TimeSpan ErasedWithin = TimeSpan.FromSeconds(30);

    private readonly MachineHost<KnowledgeMachine, KnowledgeItem, KnowledgeCommand> _host;
    private readonly IKnowledgeReads _reads;
    private readonly IJournal _journal;
    private readonly IIdSource _ids;
    private readonly KeyedGate _putting = new();
    private readonly KeySignals<KnowledgeId> _erased;

    internal KnowledgeService(
        MachineHost<KnowledgeMachine, KnowledgeItem, KnowledgeCommand> host,
        IKnowledgeReads reads,
        IJournal journal,
        IIdSource ids,
        TimeProvider time) =>
        (_host, _reads, _journal, _ids, _erased) = (host, reads, journal, ids, new(time));

    /// <summary>Puts a piece, or a new version of the same key. It counts as its author's word until it is reviewed.</summary>
    public async Task<Outcome<KnowledgePutView>> PutAsync(
        ToolRequest request, PutRequest asked, CancellationToken cancellationToken)
    {
        var stamp = _ids.Next();
        if (ContentOf(request, asked, stamp.Now).IsRejected(out var refused, out var content)) return refused;
        var author = KnowledgeCallers.AuthorOf(request);
        if (content.CoverageKey is not { } key)
            return await PutAsync(KnowledgeId.Of(stamp.Id("kno", 0)), content, author, null, cancellationToken);

        // One after another for a key, so that of two at once the second sees the first.
        using var alone = await _putting.EnterAsync($"{content.Scope}\n{key}", cancellationToken);
        var known = await _reads.OfKeyAsync(content.Scope, key, cancellationToken);
        var reviewed = known.FirstOrDefault(item => item.Trust != KnowledgeTrust.Working);
        if (reviewed?.Content!.Equals(content) == true)
            return new KnowledgePutView("known", KnowledgeTexts.Of(reviewed, stamp.Now));
        var working = known.FirstOrDefault(item => item.Trust == KnowledgeTrust.Working);
        return await PutAsync(
            working?.Id ?? KnowledgeId.Of(stamp.Id("kno", 0)), content, author, reviewed?.Id, cancellationToken);
    }

    /// <summary>Says what a review found: promoted, approved or rejected.</summary>
    public async Task<Outcome<KnowledgeEnvelope>> ReviewAsync(
        ToolRequest request, string id, string trust, string? review, CancellationToken cancellationToken)
    {
        if ((await FindAsync(request, id, cancellationToken)).IsRejected(out var refused, out var item)) return refused;
        if (review?.Length > KnowledgeContent.SummaryCharactersMax)
            return KnowledgeLimits.TooLong("review", KnowledgeContent.SummaryCharactersMax);
        var reviewer = KnowledgeCallers.AuthorOf(request);
        KnowledgeCommand command = trust switch
        {
            "rejected" => new RejectKnowledge(reviewer, review),
            "approved" => new PromoteKnowledge(KnowledgeTrust.Approved, reviewer, review),
            _ => new PromoteKnowledge(KnowledgeTrust.Promoted, reviewer, review),
        };
        var outcome = await SendAsync(item.Id, reviewer.Name, command, cancellationToken);
        if (outcome.IsRejected(out refused, out var receipt)) return refused;

        // The effect says this too, after a crash; here the answer waits for it.
        if (receipt.State is { ReplaceKey: not null, Beside: { } earlier })
        {
            await SendAsync(earlier, "daemon", new ReplaceKnowledge(item.Id), cancellationToken);
            outcome = await SendAsync(item.Id, "daemon", new ConfirmKnowledgeReplaced(), cancellationToken);
            if (outcome.IsRejected(out refused, out receipt)) return refused;
        }

        return new KnowledgeEnvelope(KnowledgeTexts.Of(receipt.State, _ids.Next().Now));
    }

    /// <summary>The pieces that the caller can read and that have any of the words, best first; all without words.</summary>
    public async Task<Outcome<KnowledgeListView>> SearchAsync(
        ToolRequest request, string? query, string? scope, int? limit, string? cursor, CancellationToken cancellationToken)
    {
        IReadOnlyList<MemoryScope>? scopes = MemoryReach.Of(request);
        if (scope is not null)
        {
            if (KnowledgeCallers.ScopeOf(request, scope).IsRejected(out var bad, out var asked)) return bad;
            scopes = [asked];
        }

        if (PageLimit.Read(limit, 50).IsRejected(out var refused, out var count)) return refused;
        var now = _ids.Next().Now;
        if (query is not null && PrefixedId.Is<KnowledgeId>(query.Trim()))
            return (await FindAsync(request, query.Trim(), cancellationToken)).IsRejected(out _, out var named)
                ? new KnowledgeListView([], null)
                : new KnowledgeListView([KnowledgeTexts.Of(named, now)], null);
        if (!string.IsNullOrWhiteSpace(query))
        {
            var found = await _reads.FindAsync(RecallWords.Of(query), scopes, count, cancellationToken);
            return new KnowledgeListView([.. found.Select(one => KnowledgeTexts.Of(one.Item, now))], null);
        }

        if (Cursor.ReadKey(cursor, _journal).IsRejected(out refused, out var after)) return refused;
        var all = await _reads.ListAsync(
            scopes, after is null ? null : KnowledgeId.Of(after), count + 1, cancellationToken);
        var next = all.Count > count ? Cursor.Of(_journal, all[count - 1].Id.Value).ToString() : null;
        return new KnowledgeListView([.. all.Take(count).Select(item => KnowledgeTexts.Of(item, now))], next);
    }

    /// <summary>
    /// Forgets a piece for good. Answers when its words are gone, or after half a minute when that takes longer.
    /// </summary>
    public async Task<Outcome<ForgottenView>> ForgetAsync(
        ToolRequest request, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(request, id, cancellationToken)).IsRejected(out var refused, out var item)) return refused;
        var by = KnowledgeCallers.AuthorOf(request).Name;
        if ((await SendAsync(item.Id, by, new ForgetKnowledge(by), cancellationToken)).IsRejected(out refused, out _))
            return refused;
        var isErased = await _erased.UntilAsync(
            item.Id,
            async () => await _host.LoadAsync(StreamId.Of(KnowledgeMachine.Kind, item.Id.Value), cancellationToken)
                is { Standing: KnowledgeStanding.Forgotten, EraseKey: null },
            ErasedWithin,
            cancellationToken);
        return new ForgottenView(item.Id.Value, isErased);
    }

    /// <summary>The piece of that id, for judging a call; null where there is none.</summary>
    internal async ValueTask<KnowledgeItem?> ItemAsync(string id, CancellationToken cancellationToken) =>
        PrefixedId.Parse<KnowledgeId>(id) is { } known ? await _reads.ItemAsync(known, cancellationToken) : null;

    void ICommitSubscriber<KnowledgeItem>.Committed(Receipt<KnowledgeItem> receipt)
    {
        if (receipt.State is { Standing: KnowledgeStanding.Forgotten, EraseKey: null }) _erased.Tell(receipt.State.Id);
    }

    private async Task<Outcome<KnowledgePutView>> PutAsync(
        KnowledgeId id, KnowledgeContent content, KnowledgeAuthor author, KnowledgeId? beside,
        CancellationToken cancellationToken)
    {
        var outcome = await SendAsync(id, author.Name, new PutKnowledge(content, author, beside), cancellationToken);
        return outcome.Map(receipt => new KnowledgePutView(
            receipt.State.Beside is not null ? "candidate" : receipt.State.Version > 1 ? "new_version" : "put",
            KnowledgeTexts.Of(receipt.State, receipt.State.UpdatedAt)));
    }

    private static Outcome<KnowledgeContent> ContentOf(ToolRequest request, PutRequest asked, DateTimeOffset now)
    {
        if (KnowledgeCallers.ScopeOf(request, asked.Scope).IsRejected(out var refused, out var scope)) return refused;
        if (TimeArgument.Ahead("fresh_until", asked.FreshUntil, now).IsRejected(out refused, out var fresh)) return refused;
        var content = new KnowledgeContent(
            asked.Subject.Trim(), scope, asked.Type?.Trim() is { Length: > 0 } type ? type : "fact",
            asked.Summary.Trim(), asked.CoverageKey?.Trim() is { Length: > 0 } key ? key : null)
        {
            Payload = asked.Payload?.Trim() ?? "",
            Evidence = [.. asked.Evidence.Select(one => one.Trim()).Where(one => one.Length > 0)],
            FreshUntil = fresh,
        };
        return KnowledgeLimits.Refuse(content) is { } wrong ? wrong : content;
    }

    /// <summary>A piece out of reach is not told from one that is not there.</summary>
    private async Task<Outcome<KnowledgeItem>> FindAsync(
        ToolRequest request, string id, CancellationToken cancellationToken) =>
        PrefixedId.Parse<KnowledgeId>(id) is { } known
        && await _reads.ItemAsync(known, cancellationToken) is { } item
        && MemoryReach.Reads(request, item.Content!.Scope)
            ? item
            : KnowledgeRejections.Unknown;

    private Task<Outcome<Receipt<KnowledgeItem>>> SendAsync(
        KnowledgeId id, string by, KnowledgeCommand command, CancellationToken cancellationToken) =>
        _host.SendAsync(id.Value, command, new(by, _ids.Next().Now), cancellationToken);
}
