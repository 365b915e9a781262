using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Usage;

/// <summary>
/// What may still be spent today. A request to a model is admitted before it is made, with an estimate that counts
/// until the true figure is known, so that requests at the same time do not spend the same money. Safe for concurrent
/// use.
/// </summary>
public sealed class SpendingBudget(SpendingLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateOnly _day;
    private TokenUsage _spent = TokenUsage.None;
    private long _admittedTokens;
    private decimal _admittedUsd;

    /// <summary>When today began, and with it the budget.</summary>
    public DateTimeOffset Since
    {
        get
        {
            var now = time.GetLocalNow();
            return now - now.TimeOfDay;
        }
    }

    /// <summary>What was spent today.</summary>
    public TokenUsage Spent
    {
        get
        {
            lock (_gate)
            {
                BeginDay();
                return _spent;
            }
        }
    }

    /// <summary>Counts what a model has used.</summary>
    public void Count(TokenUsage usage)
    {
        lock (_gate)
        {
            BeginDay();
            _spent += usage;
        }
    }

    /// <summary>
    /// Admits a request whose prompt has about so many tokens, which cost about so much; refused as <c>budget_spent</c>
    /// where that is more than is left of today's budget.
    /// </summary>
    /// <returns>Disposed of when the request has ended and what it used is counted.</returns>
    public Outcome<IDisposable> Admit(long tokens, decimal usd)
    {
        lock (_gate)
        {
            BeginDay();
            var (tokensThen, usdThen) = (
                _spent.InputTokens + _spent.OutputTokens + _admittedTokens + tokens,
                _spent.CostUsd + _admittedUsd + usd);
            if (limits.TokensPerDay > 0 && tokensThen > limits.TokensPerDay)
                return Refused(
                    "TokensPerDay", $"{limits.TokensPerDay} tokens",
                        $"{_spent.InputTokens + _spent.OutputTokens} are used");
            if (limits.UsdPerDay > 0 && usdThen > (decimal)limits.UsdPerDay)
                return Refused(
                    "UsdPerDay",
                    string.Create(CultureInfo.InvariantCulture, $"{limits.UsdPerDay} USD"),
                    string.Create(CultureInfo.InvariantCulture, $"{_spent.CostUsd:0.00##} are spent"));
            (_admittedTokens, _admittedUsd) = (_admittedTokens + tokens, _admittedUsd + usd);
            return Outcome.Of<IDisposable>(new Admitted(this, tokens, usd));
        }
    }

    private static Rejection Refused(string setting, string limit, string spent) => new(
        "budget_spent",
        $"Today's budget of {limit} leaves no room for this request ({spent}); nothing was sent to the model.",
        $"It begins anew at midnight. To raise it: agw config set Limits:{setting} N. What used it: agw usage");

    /// <summary>A new day has a new budget.</summary>
    private void BeginDay()
    {
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        if (today == _day) return;
        (_day, _spent) = (today, TokenUsage.None);
    }

    private void Leave(long tokens, decimal usd)
    {
        lock (_gate) (_admittedTokens, _admittedUsd) = (_admittedTokens - tokens, _admittedUsd - usd);
    }

    private sealed class Admitted(SpendingBudget budget, long tokens, decimal usd) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) budget.Leave(tokens, usd);
        }
    }
}
