using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Usage;

/// <summary>
/// What turns used of models: counted for today's budget as it becomes durable, and told by thread, agent, model or
/// day.
/// </summary>
public sealed class UsageService : ICommitSubscriber<AgentThread>, ILoadAtStart
{
    private const int DaysMax = 3_660;

    /// <summary>The model of steps that failed before they could say which it was.</summary>
    private const string UnknownModel = "(unknown)";

    private readonly IThreadReads _reads;
    private readonly SpendingBudget _budget;
    private readonly SpendingLimits _limits;
    private readonly TimeProvider _time;

    internal UsageService(IThreadReads reads, SpendingBudget budget, SpendingLimits limits, TimeProvider time) =>
        (_reads, _budget, _limits, _time) = (reads, budget, limits, time);

    /// <summary>Counts what the turns of today have used before this start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _reads.SumTurnUsageAsync(
            _budget.Since, _budget, static (budget, turn) => budget.Count(turn.Usage), cancellationToken);
    }

    public void Committed(Receipt<AgentThread> receipt)
    {
        foreach (var turn in receipt.State.Turns) Count(receipt, turn.Id, turn.Usage);
        foreach (var ended in receipt.Events.Select(recorded => recorded.Event).OfType<TurnEnded>())
            Count(receipt, ended.Turn, ended.Usage);
    }

    /// <param name="by">thread, agent, model or day.</param>
    /// <param name="days">So many days, today among them.</param>
    public async Task<Outcome<UsageView>> ReportAsync(string by, int days, CancellationToken cancellationToken)
    {
        if (days is < 1 or > DaysMax)
            return new Rejection("invalid_argument", $"{days} is no number of days.", $"Give 1 to {DaysMax}.");
        var since = _budget.Since.AddDays(1 - days);
        var sums = by == "model"
            ? await SumModelsAsync(since, cancellationToken)
            : await _reads.SumTurnUsageAsync(
                since, new UsageSums(), (sums, turn) => sums.Add(KeyOf(turn, by), turn.Usage), cancellationToken);
        var rows = sums.Rows();
        var titled = by == "thread" ? await TitledAsync(rows, cancellationToken) : rows;
        var spent = _budget.Spent;
        return new UsageView(
            by,
            since,
            by == "day"
                ? [.. titled.OrderBy(row => row.Name, StringComparer.Ordinal)]
                : [.. titled.OrderByDescending(row => row.CostUsd).ThenByDescending(row => row.InputTokens)],
            new(
                spent.InputTokens + spent.OutputTokens,
                spent.CostUsd,
                _limits.TokensPerDay > 0 ? _limits.TokensPerDay : null,
                _limits.UsdPerDay > 0 ? (decimal)_limits.UsdPerDay : null));
    }

    private void Count(Receipt<AgentThread> receipt, TurnId id, TokenUsage now)
    {
        var before = receipt.Before.Turn(id)?.Usage ?? TokenUsage.None;
        if (now != before) _budget.Count(now - before);
    }

    private string KeyOf(TurnUsage turn, string by) => by switch
    {
        "thread" => turn.Thread.Value,
        "agent" => turn.Agent.Value,
        _ => TimeZoneInfo.ConvertTime(turn.QueuedAt, _time.LocalTimeZone)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>
    /// A step's message names its model; what a turn used beyond its steps is that of failed ones. Steps of turns that
    /// were queued earlier do not count.
    /// </summary>
    private async Task<UsageSums> SumModelsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var turns = await _reads.SumTurnUsageAsync(
            since,
            new Dictionary<TurnId, ModelShares>(),
            static (turns, turn) => turns[turn.Turn] = new(turn.Usage),
            cancellationToken);
        var sums = await _reads.SumStepUsageAsync(
            since,
            new UsageSums(),
            (sums, step) =>
            {
                if (step.Turn is not { } id) return;
                ref var turn = ref CollectionsMarshal.GetValueRefOrNullRef(turns, id);
                if (Unsafe.IsNullRef(ref turn)) return;
                var model = step.Model ?? UnknownModel;
                sums.Add(model, step.Usage, turn.Give(model, step.Usage));
            },
            cancellationToken);
        foreach (var turn in turns.Values)
        {
            var left = turn.Left;
            if (left != TokenUsage.None) sums.Add(UnknownModel, left, isNewTurn: !turn.Has(UnknownModel));
        }

        return sums;
    }

    private async Task<List<UsageRow>> TitledAsync(List<UsageRow> rows, CancellationToken cancellationToken)
    {
        var titled = new List<UsageRow>();
        foreach (var row in rows)
            titled.Add(row with
            {
                Title = (await _reads.ThreadAsync(new(row.Name), cancellationToken))?.Title,
            });
        return titled;
    }
}
