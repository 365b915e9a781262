using System.Globalization;
using System.Text;
using AgentGateway.Agents.Providers;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Usage;
using Microsoft.Extensions.AI;

namespace AgentGateway.Agents.Models;

/// <summary>
/// The loop of one turn: ask the model, make its step durable, make the calls that it asks for, ask again.
/// </summary>
/// <param name="retrying">Is told of a failed attempt and the number of the next one.</param>
internal sealed class ModelTurn(
    ITurn turn, ModelChoice choice, TurnLimits limits, SpendingBudget budget, TimeProvider time, IIdSource ids,
        Action<ModelException, int> retrying)
{
    private readonly Dictionary<string, IReadOnlyList<AIContent>> _thoughts = [];
    private readonly HashSet<string> _callIds = [];
    private readonly int _outputTokens = limits.OutputTokens(choice);
    private TokenUsage _stepUsage = TokenUsage.None;
    private long _tokens;

    /// <summary>What the step that is under way has used.</summary>
    public TokenUsage StepUsage => _stepUsage;

    private bool MayDecline => turn.Kind is TurnKind.Advice or TurnKind.Contribution or TurnKind.Revision;

    /// <param name="bounded">
    /// Ends with the turn's time too; tools keep to limits of their own and get <paramref name="cancellationToken"/>.
    /// </param>
    /// <exception cref="ModelException">A step failed for good.</exception>
    public async Task<TurnResult> RunAsync(CancellationToken bounded, CancellationToken cancellationToken)
    {
        for (var step = 1; ; step++)
        {
            _stepUsage = TokenUsage.None;
            if (step > limits.StepsMax) return Exceeded("steps", limits.StepsMax, nameof(TurnLimits.StepsMax));
            if (_tokens >= limits.TokensMax) return Exceeded("tokens", limits.TokensMax, nameof(TurnLimits.TokensMax));
            bounded.ThrowIfCancellationRequested();
            var prompt = await turn.BuildPromptAsync(limits.WindowTokens(choice), SummarizeAsync, bounded);
            var answer = await StepAsync(prompt, bounded);
            if (answer.Calls.Count == 0) return Finish(answer);
            var calls = Distinct(prompt, answer.Calls);
            if (answer.Thoughts.Count > 0) _thoughts[calls[0].Id] = answer.Thoughts;
            await turn.RecordStepAsync(answer.Text, calls, answer.Model, _stepUsage, cancellationToken);
            if (!await turn.CallToolsAsync(calls, cancellationToken)) return new TurnResult.Waiting();
        }
    }

    private async Task<StepAnswer> StepAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var longest = "";
        for (var attempt = 0; ; attempt++)
        {
            var call = new ModelCall(choice, turn.Agent.Id, limits, budget, time);
            var gate = new StreamGate(turn.Stream, MayDecline);
            try
            {
                var answer = await call.RunAsync(
                    PromptChat.Messages(prompt, _thoughts),
                    Options(PromptChat.Tools(turn.Tools)),
                    prompt.EstimatedTokens + _outputTokens,
                    gate.Show,
                    cancellationToken);
                if (answer.Calls.Count > 0) gate.Open();
                return answer is { Calls.Count: 0 } && string.IsNullOrWhiteSpace(answer.Text) && !MayDecline
                    ? throw Empty(answer)
                    : answer;
            }
            catch (ModelException exception)
            {
                if (call.Text.Length > longest.Length) longest = call.Text;

                // A provider that no longer accepts its own thoughts gets the prompt without them, once.
                var forget = exception.Failure.Code == "model_bad_request" && _thoughts.Count > 0;
                if (forget) _thoughts.Clear();
                else if (!exception.Retryable
                    || attempt >= limits.RetriesMax
                    || Delay(exception, attempt) is not { } delay)
                {
                    if (longest.Length > turn.StreamedText.Length) turn.Restream(longest);
                    throw;
                }
                else
                {
                    retrying(exception, attempt + 1);
                    turn.Retrying(attempt + 1, limits.RetriesMax, exception.Failure.Message);
                    if (exception.RetryAfter is not null) choice.Provider.Queue.Pause(delay);
                    else await Task.Delay(delay, time, cancellationToken);
                }

                if (gate.Shown) turn.Restream("");
            }
            finally
            {
                Count(call);
            }
        }
    }

    /// <summary>A summary of older messages. Where that fails, the caller leaves them out instead.</summary>
    private async Task<string> SummarizeAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var call = new ModelCall(choice, turn.Agent.Id, limits, budget, time);
        try
        {
            var messages = PromptChat.Messages(prompt, _thoughts);
            return (await call.RunAsync(
                messages, Options([]), prompt.EstimatedTokens + _outputTokens, null, cancellationToken)).Text;
        }
        finally
        {
            Count(call);
        }
    }

    private ChatOptions Options(List<AITool> tools) => new()
    {
        ModelId = choice.Model,
        MaxOutputTokens = _outputTokens,
        Tools = tools.Count > 0 ? tools : null,
    };

    private TurnResult.Completed Finish(StepAnswer answer)
    {
        if (MayDecline && Declining.Is(answer.Text)) return new TurnResult.Completed("", answer.Model, _stepUsage);
        var text = answer.Finish == ChatFinishReason.Length
            ? answer.Text + "\n\n[The answer was cut off at the limit Turns:OutputTokensMax.]"
            : answer.Text;
        return new TurnResult.Completed(text, answer.Model, _stepUsage);
    }

    private ModelException Empty(StepAnswer answer) =>
        answer.Finish == ChatFinishReason.ContentFilter
            ? new(new("model_refused",
                $"{choice.Name} refused to answer.",
                    "Put it differently, or hand the thread to an agent with another model."), false)
        : answer.Finish == ChatFinishReason.Length
            ? new(new("model_output_limit",
                $"{choice.Name} used up its output before it said anything.", "Raise Turns:OutputTokensMax."), false)
        : ModelFailures.Garbage(choice.Provider.Name, "an empty answer");

    private static TurnResult.Failed Exceeded(string what, long limit, string setting) => new(
        new($"turn_limit_{what}", string.Create(
            CultureInfo.InvariantCulture, $"The turn reached its limit of {limit} {what}."),
            $"Send again to go on from here, or raise Turns:{setting}."),
        TokenUsage.None);

    private void Count(ModelCall call)
    {
        _stepUsage += call.Usage;
        _tokens += call.Usage.InputTokens + call.Usage.OutputTokens;
    }

    /// <summary>How long to wait before trying again; null when the provider asks for more than is allowed.</summary>
    private TimeSpan? Delay(ModelException exception, int attempt)
    {
        var max = TimeSpan.FromSeconds(limits.RetryDelaySecondsMax);
        if (exception.RetryAfter is { } asked) return asked <= max ? asked : null;

        // Between half and all of it, so that those who failed together do not come back together.
        var jitter = 0.5 + (double)(ids.Next().Seed % 1000) / 2000;
        var delay = TimeSpan.FromSeconds(
            Math.Min(limits.RetryDelaySeconds * Math.Pow(2, attempt), limits.RetryDelaySecondsMax)) * jitter;
        return delay < max ? delay : max;
    }

    /// <summary>The calls under ids that are theirs alone: some models leave the id out or use it again.</summary>
    private List<ToolCall> Distinct(Prompt prompt, IReadOnlyList<ToolCall> calls)
    {
        foreach (var message in prompt.Messages)
            foreach (var earlier in message.ToolCalls ?? [])
                _callIds.Add(earlier.Id);
        return [.. calls.Select(call =>
        {
            var id = new StringBuilder(call.Id.Length == 0 ? "call" : call.Id);
            while (!_callIds.Add(id.ToString())) id.Append(CultureInfo.InvariantCulture, $"_{_callIds.Count}");
            return call with { Id = id.ToString() };
        })];
    }
}
