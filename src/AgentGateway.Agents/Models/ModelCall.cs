using System.Text;
using AgentGateway.Agents.Providers;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Usage;
using Microsoft.Extensions.AI;

namespace AgentGateway.Agents.Models;

/// <summary>
/// One request to a model: through the provider's queue, read as it streams, given up when it falls silent. It is made
/// once; trying again is for the caller, who knows what has been acted on.
/// </summary>
internal sealed class ModelCall(
    ModelChoice choice, AgentId agent, TurnLimits limits, SpendingBudget budget, TimeProvider time)
{
    /// <summary>
    /// No token of any model is longer on average; a server that sends more does not keep to its limit and is not read
    /// to the end.
    /// </summary>
    private const int CharactersPerTokenMax = 32;

    private readonly StringBuilder _text = new();
    private readonly List<FunctionCallContent> _calls = [];
    private readonly List<AIContent> _thoughts = [];
    private UsageDetails? _usage;
    private ChatFinishReason? _finish;
    private string? _model;

    /// <summary>
    /// What the request has used as far as the provider told, also when it failed; nothing where it never got that far.
    /// </summary>
    public TokenUsage Usage
    {
        get
        {
            if (_usage is null) return _finish is null ? TokenUsage.None : new(ModelCalls: 1);
            var usage = new TokenUsage(
                _usage.InputTokenCount ?? 0, _usage.OutputTokenCount ?? 0, _usage.CachedInputTokenCount ?? 0, 0, 1);
            return choice.Price is { } price ? usage with { CostUsd = price.Of(usage) } : usage;
        }
    }

    /// <summary>The text that has come so far.</summary>
    public string Text => _text.ToString();

    /// <param name="tokens">An estimate of what the request will use, for the queue.</param>
    /// <param name="show">Is given each piece of text as it comes.</param>
    /// <exception cref="ModelException">The request failed.</exception>
    public async Task<StepAnswer> RunAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, long tokens, Action<string>? show,
            CancellationToken cancellationToken)
    {
        if (Admit(tokens).IsRejected(out var spent, out var admitted))
            throw new ModelException(Failure.Of(spent), false);
        using var admission = admitted;
        var entered = await choice.Provider.Queue.EnterAsync(agent, tokens, cancellationToken);
        if (entered.IsRejected(out var full)) throw new ModelException(Failure.Of(full), false);
        using var pass = entered.Value;
        try
        {
            await ReadAsync(messages, options, show, cancellationToken);
        }
        catch (Exception exception) when (exception is not ModelException && !cancellationToken.IsCancellationRequested)
        {
            throw ModelFailures.Of(choice.Provider.Name, exception);
        }
        finally
        {
            if (_usage is not null) pass.Used(Usage.InputTokens + Usage.OutputTokens);
        }

        if (_finish is null) throw ModelFailures.Garbage(choice.Provider.Name, "an answer without an end");
        var calls = _calls.Select(call => new ToolCall(call.CallId, call.Name, PromptChat.Arguments(call))).ToList();
        return new(Text, calls, _model ?? choice.Model, Usage, _finish, _thoughts);
    }

    /// <summary>
    /// Counts what the prompt will cost at least, before anything is sent. What is written to it is not known yet.
    /// </summary>
    private Outcome<IDisposable> Admit(long tokens)
    {
        var prompt = Math.Max(0, tokens - limits.OutputTokens(choice));
        return budget.Admit(prompt, choice.Price?.Of(new(InputTokens: prompt)) ?? 0);
    }

    private async Task ReadAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, Action<string>? show,
            CancellationToken cancellationToken)
    {
        // The stream has a token of its own: it is cancelled, but the call does not wait until it has ended.
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = choice.Provider.Client.GetStreamingResponseAsync(
            messages, options, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = Task.FromResult(false);
        try
        {
            for (var first = true; ; first = false)
            {
                next = updates.MoveNextAsync().AsTask();
                if (!await WaitAsync(next, first, cancellationToken)) return;
                Take(updates.Current, show);
                if (_text.Length > CharactersPerTokenMax * limits.OutputTokensMax)
                    throw ModelFailures.Garbage(choice.Provider.Name, "far more than it was asked for");
            }
        }
        finally
        {
            _ = AbandonAsync(next, updates, stop);
        }
    }

    private async Task<bool> WaitAsync(Task<bool> next, bool first, CancellationToken cancellationToken)
    {
        var seconds = first ? limits.FirstSecondsMax : limits.IdleSecondsMax;
        try
        {
            return await next.WaitAsync(TimeSpan.FromSeconds(seconds), time, cancellationToken);
        }
        catch (TimeoutException) when (!next.IsFaulted)
        {
            throw ModelFailures.Silent(
                choice.Provider.Name,
                seconds,
                first ? nameof(TurnLimits.FirstSecondsMax) : nameof(TurnLimits.IdleSecondsMax));
        }
    }

    /// <summary>Ends the stream in the background and ignores its exceptions.</summary>
    private static async Task AbandonAsync(
        Task<bool> next, IAsyncEnumerator<ChatResponseUpdate> updates, CancellationTokenSource stop)
    {
        using (stop)
        {
            await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await updates.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(ChatResponseUpdate update, Action<string>? show)
    {
        _model = update.ModelId ?? _model;
        _finish = update.FinishReason ?? _finish;
        foreach (var content in update.Contents)
            switch (content)
            {
                case TextContent { Text.Length: > 0 } piece:
                    _text.Append(piece.Text);
                    show?.Invoke(piece.Text);
                    break;
                case FunctionCallContent call:
                    _calls.Add(call);
                    break;
                case TextReasoningContent:
                    _thoughts.Add(content);
                    break;
                case UsageContent usage:
                    Add(usage.Details);
                    break;
                default:
                    break;
            }
    }

    /// <summary>
    /// Providers report in parts or in totals that grow, never both for one figure: the largest is the truth.
    /// </summary>
    private void Add(UsageDetails details)
    {
        _usage ??= new();
        _usage.InputTokenCount = Larger(_usage.InputTokenCount, details.InputTokenCount);
        _usage.OutputTokenCount = Larger(_usage.OutputTokenCount, details.OutputTokenCount);
        _usage.CachedInputTokenCount = Larger(_usage.CachedInputTokenCount, details.CachedInputTokenCount);
    }

    private static long? Larger(long? one, long? other) =>
        one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);
}
