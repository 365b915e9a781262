using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>
/// Says before work begins what is known about it: to be reused, to be checked again, or nothing. The decision is an event
/// of the thread's, the task's or the caller's own stream of preflights.
/// </summary>
public sealed partial class PreflightService
{
    private const int ShownCharactersMax = 300;

    private const int CandidatesMax = 20;
    private const int WordsMax = 24;
    private const int ItemsMax = 5;

    private readonly IKnowledgeReads _reads;
    private readonly MachineHost<PreflightMachine, LatestPreflight, RecordPreflight> _host;
    private readonly IIdSource _ids;
    private readonly ILogger<PreflightService> _log;

    internal PreflightService(
        IKnowledgeReads reads,
        MachineHost<PreflightMachine, LatestPreflight, RecordPreflight> host,
        IIdSource ids,
        ILogger<PreflightService> log) =>
        (_reads, _host, _ids, _log) = (reads, host, ids, log);

    /// <summary>For a caller who asks; the decision is recorded whatever it is.</summary>
    public async Task<Outcome<PreflightView>> AskAsync(
        ToolRequest request, string about, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(about))
            return new Rejection("empty_text", "about is empty.", "Say what is about to be done, in a sentence.");
        var found = await FindAsync(about, MemoryReach.Of(request), cancellationToken);
        var stream = request.Thread?.Value ?? Digest(KnowledgeCallers.AuthorOf(request).Name);
        var recorded = await RecordAsync(stream, about, found, request.Agent?.Value, attempt: 0, cancellationToken);
        if (recorded.IsRejected(out var refused, out _)) return refused;
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

    /// <summary>
    /// Before a task starts: records once for that start what is known about it. Nothing that goes wrong here keeps the
    /// task from starting.
    /// </summary>
    /// <param name="request">The call that the task makes.</param>
    internal async Task BeforeTaskAsync(
        ToolRequest request, TaskId task, int attempt, string about, CancellationToken cancellationToken)
    {
        try
        {
            var found = await FindAsync(about, MemoryReach.Of(request), cancellationToken);
            await RecordAsync(task.Value, about, found, request.Agent?.Value, attempt, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNothingDecided(_log, failure, task);
        }
    }

    /// <summary>What was decided before the latest start of a task; null where nothing is known about it.</summary>
    internal async ValueTask<string?> OfTaskAsync(TaskId task, CancellationToken cancellationToken) =>
        await _host.LoadAsync(StreamId.Of(PreflightMachine.Kind, task.Value), cancellationToken)
            is { Last: { Decision: not PreflightDecision.None } last }
            ? ShortText.Of($"{ViewWriter.Word(last.Decision)}: {last.Reason}", ShownCharactersMax)
            : null;

    /// <summary>Records a decision; the same one as before is recorded once.</summary>
    /// <param name="attempt">Which start of a task it is; 0 outside of tasks.</param>
    internal Task<Outcome<Receipt<LatestPreflight>>> RecordAsync(
        string stream, string about, Preflight found, string? agent, int attempt, CancellationToken cancellationToken)
    {
        var decided = new PreflightDecided(
            found.Decision, Digest(about), [.. found.Items.Select(one => one.Item.Id)], found.Recorded, agent)
        {
            Attempt = attempt,
        };
        return _host.SendAsync(
            stream, new(decided), new(agent ?? "daemon", _ids.Next().Now), cancellationToken);
    }

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16]);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "It was not found out what is known before {Task}; the task starts without.")]
    private static partial void LogNothingDecided(ILogger log, Exception exception, TaskId task);
}
