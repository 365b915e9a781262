using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Usage;

/// <summary>
/// What one turn used, while it is divided among models. It has no objects of its own, because a year has so many turns
/// that collecting them would cost more than adding up.
/// </summary>
internal struct ModelShares(TokenUsage all)
{
    private long _input = all.InputTokens;
    private long _output = all.OutputTokens;
    private long _cached = all.CachedInputTokens;
    private decimal _cost = all.CostUsd;
    private int _calls = all.ModelCalls;
    private string? _first;
    private string[]? _others;

    /// <summary>What no model has been given yet.</summary>
    public readonly TokenUsage Left => new(_input, _output, _cached, _cost, _calls);

    public readonly bool Has(string model) => _first == model || _others?.Contains(model) == true;

    /// <returns>Whether it is the first share of that model.</returns>
    public bool Give(string model, TokenUsage share)
    {
        _input -= share.InputTokens;
        _output -= share.OutputTokens;
        _cached -= share.CachedInputTokens;
        _cost -= share.CostUsd;
        _calls -= share.ModelCalls;
        if (Has(model)) return false;
        if (_first is null) _first = model;
        else _others = [.. _others ?? [], model];
        return true;
    }
}
