using System.Globalization;
using AgentGateway.Agents.Providers;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Usage;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Agents.Models;

/// <summary>
/// Agents that think by a model. Every failure of a model is the turn's failure, with its code and the next step.
/// </summary>
public sealed partial class ModelDriver(
    ProviderCatalogue providers, TurnLimits limits, SpendingBudget budget, TimeProvider time, IIdSource ids,
        ILogger<ModelDriver> logger)
        : IAgentDriver
{
    public string Name => "model";

    public DriverStatus Status(AgentDefinition agent)
    {
        var choice = providers.Choose(agent.Model);
        return choice.IsRejected(out var rejection)
            ? new(false, $"{rejection.Message} {rejection.Hint}", agent.Model)
            : new(true, null, choice.Value.Name, limits.WindowTokens(choice.Value));
    }

    public async Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken)
    {
        var choice = providers.Choose(turn.Agent.Model);
        if (choice.IsRejected(out var rejection))
            return new TurnResult.Failed(Failure.Of(rejection), TokenUsage.None);

        // The commit that made the turn due goes on meanwhile: a long thread's prompt takes its time.
        await Task.Yield();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(limits.SecondsMax), time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var run = new ModelTurn(turn, choice.Value, limits, budget, time, ids,
            (exception, attempt) =>
                LogRetry(
                    turn.Id.Value,
                    choice.Value.Name,
                    exception.Failure.Code,
                    attempt,
                    exception.InnerException?.GetType().Name));
        try
        {
            return await run.RunAsync(bounded.Token, cancellationToken);
        }
        catch (ModelException exception)
        {
            var (code, message, _) = exception.Failure;
            LogFailed(turn.Id.Value, choice.Value.Name, code, message, exception.InnerException?.GetType().Name);
            return new TurnResult.Failed(exception.Failure, run.StepUsage);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            return new TurnResult.Failed(
                new("turn_limit_time",
                    string.Create(
                        CultureInfo.InvariantCulture, $"The turn reached its limit of {limits.SecondsMax} seconds."),
                    "Send again to go on from here, or raise Turns:SecondsMax."),
                run.StepUsage);
        }
    }
}
