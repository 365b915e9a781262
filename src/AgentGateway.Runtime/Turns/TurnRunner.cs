using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Threads;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Turns;

/// <summary>
/// Runs due turns: finds the agent and its driver, calls the driver, and records how the turn ended.
/// </summary>
internal sealed partial class TurnRunner(
    TurnServices services, AgentCatalogue catalogue, AgentDrivers drivers, ConnectedInbox inbox, ThreadHistory history,
        IThreadReads reads)
{
    private readonly ConcurrentDictionary<TurnId, Task> _runs = new();

    /// <param name="thread">The durable state when the turn became due.</param>
    public async Task RunAsync(AgentThread thread, TurnId id, CancellationToken cancellationToken)
    {
        // A turn that waited for a person may be released before the run that paused has returned. The new run begins
        // after it.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? earlier = null;
        _ = _runs.AddOrUpdate(id, ended.Task, (_, run) =>
        {
            earlier = run;
            return ended.Task;
        });
        try
        {
            if (earlier is not null)
            {
                // The earlier run may have changed the thread since this run became due.
                await earlier.WaitAsync(cancellationToken);
                thread = await services.Dispatcher.LoadAsync(thread.Id, cancellationToken) ?? thread;
            }

            await RunAloneAsync(thread, id, cancellationToken);
        }
        finally
        {
            _runs.TryRemove(new(id, ended.Task));
            ended.SetResult();
        }
    }

    private async Task RunAloneAsync(AgentThread thread, TurnId id, CancellationToken cancellationToken)
    {
        if (thread.Turn(id) is not { Running: true } turn) return;
        if (catalogue.Roster.Find(turn.Agent) is not { } agent || drivers.Of(turn, agent) is not { } driver)
        {
            await FailAsync(thread.Id, turn, new(
                "agent_unavailable",
                $"Agent {turn.Agent} is not configured here, or its driver is not.",
                "Hand the thread to an agent of agent_list, or restore the agent."));
            return;
        }

        TurnResult result;
        try
        {
            result = await DriveAsync(thread, turn, agent, driver, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or JournalUnavailableException))
        {
            LogDriverFailed(services.Log, exception, driver.Name, id);
            result = new TurnResult.Failed(
                new("internal_error", "The daemon failed while the turn ran; its log says why.",
                    "Send again, or run agw doctor."), TokenUsage.None);
        }

        await EndAsync(thread.Id, turn, result);
    }

    private async Task<TurnResult> DriveAsync(
        AgentThread state, OpenTurn open, AgentDefinition agent, IAgentDriver driver,
            CancellationToken cancellationToken)
    {
        var triggers = await QuestionsAsync(open, cancellationToken);
        var turn = new Turn(open, state, agent, triggers, services);
        try
        {
            if (open.Calls.Length > 0)
            {
                var step = await history.FindLastAsync(
                    state, message => message.Turn == open.Id && message.ToolCalls is not null, cancellationToken);
                if (!await turn.ResumeAsync(step?.ToolCalls ?? [], cancellationToken)) return new TurnResult.Waiting();
            }

            return await driver.RunAsync(turn, cancellationToken);
        }
        catch (OperationCanceledException) when (open.Calls.Length > 0)
        {
            await turn.AbandonAsync();
            throw;
        }
    }

    private async ValueTask<IReadOnlyList<Message>> QuestionsAsync(OpenTurn turn, CancellationToken cancellationToken)
    {
        if (services.Live.Opened(turn.Id)?.Questions is { } known && known.Count == turn.Triggers.Length) return known;
        var questions = new List<Message>();
        foreach (var trigger in turn.Triggers)
            if (await reads.MessageAsync(trigger, cancellationToken) is { } row)
                questions.Add(row.Message);
        return questions;
    }

    private async Task EndAsync(ThreadId thread, OpenTurn turn, TurnResult result)
    {
        switch (result)
        {
            case TurnResult.Completed completed:
                // A finished driver's answer is sent even if a cancellation comes a moment later; the thread decides
                // which of the two counts.
                await services.Dispatcher.SendAsync(
                    thread,
                    turn.Agent.Value,
                    new CompleteTurn(turn.Id, completed.Text, completed.Model, completed.Usage),
                    urgent: true,
                    CancellationToken.None);
                break;
            case TurnResult.Failed failed:
                await FailAsync(thread, turn, failed.Failure, failed.Usage);
                break;
            case TurnResult.Waiting:
                break;
            default:
                inbox.Offer(turn.Agent, turn.Id);
                break;
        }
    }

    private Task FailAsync(ThreadId thread, OpenTurn turn, Failure failure, TokenUsage? usage = null) =>
        services.Dispatcher.SendAsync(
            thread,
            "daemon",
            new FailTurn(turn.Id, failure, services.Live.Streamed(turn.Id), usage ?? TokenUsage.None),
            urgent: true,
            CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "Driver {Driver} failed in turn {Turn}.")]
    private static partial void LogDriverFailed(ILogger log, Exception exception, string driver, TurnId turn);
}
