using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>
/// Says before work begins what is known about it: to be reused, to be checked again, or nothing. The decision is an event
/// of the thread's or the caller's own stream of preflights.
/// </summary>
public sealed class PreflightService
{
    private const int CandidatesMax = 20;
    private const int WordsMax = 24;
    private const int ItemsMax = 5;

    private readonly IKnowledgeReads _reads;
    private readonly MachineHost<PreflightMachine, LatestPreflight, RecordPreflight> _host;
    private readonly IIdSource _ids;

    internal PreflightService(
        IKnowledgeReads reads, MachineHost<PreflightMachine, LatestPreflight, RecordPreflight> host, IIdSource ids) =>
        (_reads, _host, _ids) = (reads, host, ids);

    /// <summary>For a caller who asks; the decision is recorded whatever it is.</summary>
    public async Task<Outcome<PreflightView>> AskAsync(
        ToolRequest request, string about, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(about))
            return new Rejection("empty_text", "about is empty.", "Say what is about to be done, in a sentence.");
        var found = await FindAsync(about, MemoryReach.Of(request), cancellationToken);
        var stream = request.Thread?.Value ?? Digest(KnowledgeCallers.AuthorOf(request).Name);
        if ((await RecordAsync(stream, about, found, request.Agent?.Value, cancellationToken)).IsRejected(out var refused, out _))
            return refused;
        var now = _ids.Next().Now;
        return new PreflightView(
            ViewWriter.Word(found.Decision), found.Reason,
            [
                .. found.Items.Select(one => new PreflightItemView(
                    KnowledgeTexts.Of(one.Item, now), Math.Round(one.Share, 2), one.Words)),
            ]);
    }

    /// <summary>Changes nothing.</summary>
    internal async Task<Preflight> FindAsync(
        string about, IReadOnlyList<MemoryScope> scopes, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> words = [.. RecallWords.Of(about).Take(WordsMax)];
        if (words.Count == 0) return Preflight.Nothing;
        var candidates = await _reads.FindAsync(words, scopes, CandidatesMax, cancellationToken);
        if (candidates.Count == 0) return Preflight.Nothing;
        var fit = new KnowledgeFit(about, words, await _reads.FrequenciesAsync(words, cancellationToken));
        return Preflight.Of(
            [
                .. candidates.Select(one => (one.Item, Fit: fit.Of(one.Item.Content!)))
                    .Where(one => one.Fit.Share >= KnowledgeFit.Min)
                    .OrderByDescending(one => one.Fit.Share).Take(ItemsMax)
                    .Select(one => new FittingKnowledge(one.Item, one.Fit.Share, one.Fit.Words)),
            ],
            _ids.Next().Now);
    }

    /// <summary>Records a decision; the same one as before is recorded once.</summary>
    internal Task<Outcome<Receipt<LatestPreflight>>> RecordAsync(
        string stream, string about, Preflight found, string? agent, CancellationToken cancellationToken) =>
        _host.SendAsync(
            stream,
            new(new(found.Decision, Digest(about), [.. found.Items.Select(one => one.Item.Id)], found.Reason, agent)),
            new(agent ?? "daemon", _ids.Next().Now),
            cancellationToken);

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16]);
}
