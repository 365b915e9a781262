using AgentGateway.Runtime.Usage;

namespace AgentGateway.Runtime.Tests.Usage;

/// <summary>A budget stops a request before it spends, and begins anew each day.</summary>
public sealed class SpendingBudgetTests
{
    private readonly FakeClock _time = new();

    [Fact]
    public void What_was_spent_leaves_no_room_for_more()
    {
        var budget = new SpendingBudget(new() { TokensPerDay = 100 }, _time);
        Assert.False(budget.Admit(100, 0).IsRejected(out _, out var admitted));
        admitted.Dispose();
        budget.Count(new(40, 10));

        Assert.False(budget.Admit(50, 0).IsRejected(out _, out admitted));
        admitted.Dispose();
        Assert.True(budget.Admit(51, 0).IsRejected(out var refused));

        Assert.Equal("budget_spent", refused.Code);
        Assert.Contains("100 tokens", refused.Message, StringComparison.Ordinal);
        Assert.Contains("agw config set Limits:TokensPerDay", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Dollars_are_a_budget_of_their_own_and_a_raised_one_counts_at_once()
    {
        var limits = new SpendingLimits { UsdPerDay = 1 };
        var budget = new SpendingBudget(limits, _time);
        budget.Count(new(1_000_000, 0, 0, 0.75m, 1));
        Assert.False(budget.Admit(1_000_000, 0.25m).IsRejected(out _, out var admitted));
        admitted.Dispose();
        Assert.True(budget.Admit(1, 0.26m).IsRejected(out _));

        limits.UsdPerDay = 2;

        Assert.False(budget.Admit(1, 0.26m).IsRejected(out _));
    }

    [Fact]
    public void Requests_at_the_same_time_do_not_spend_the_same_money()
    {
        var budget = new SpendingBudget(new() { TokensPerDay = 100 }, _time);
        var first = budget.Admit(60, 0).Value;
        Assert.True(budget.Admit(60, 0).IsRejected(out _));
        first.Dispose();
        first.Dispose();
        Assert.False(budget.Admit(60, 0).IsRejected(out _, out _));
        Assert.True(budget.Admit(60, 0).IsRejected(out _));
    }

    [Fact]
    public void A_new_day_begins_with_nothing_spent()
    {
        var budget = new SpendingBudget(new() { TokensPerDay = 100 }, _time);
        budget.Count(new(100, 0));
        Assert.True(budget.Admit(1, 0).IsRejected(out _));
        _time.Advance(TimeSpan.FromHours(12));
        Assert.False(budget.Admit(100, 0).IsRejected(out _));
        Assert.Equal(0, budget.Spent.InputTokens);
    }
}
