using System.Text.Json;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Turns;

/// <summary>A turn in execution: what its driver sees of the thread, and the way in which what it does becomes durable.</summary>
internal sealed partial class Turn(
    OpenTurn turn,
    ThreadId thread,
    AgentDefinition agent,
    string? workspace,
    IReadOnlyList<Message> triggers,
    TurnServices services) : ITurn
{
    public TurnId Id => turn.Id;

    public ThreadId Thread => thread;

    public TurnKind Kind => turn.Kind;

    public AgentDefinition Agent => agent;

    public string? Workspace => workspace;

    public IReadOnlyList<Message> Triggers => triggers;

    public IReadOnlyList<AgentTool> Tools => services.Tools;

    public string StreamedText => services.Live.Streamed(Id);

    public async ValueTask<Prompt> BuildPromptAsync(
        int windowTokens, Func<Prompt, CancellationToken, Task<string>>? summarize, CancellationToken cancellationToken)
    {
        var request = await services.Prompts.RequestAsync(thread, agent, turn, services.Tools, cancellationToken);
        if (services.Builder.Plan(request, windowTokens) is { } plan)
        {
            await CompactAsync(plan, summarize, cancellationToken);
            request = await services.Prompts.RequestAsync(thread, agent, turn, services.Tools, cancellationToken);
        }

        return services.Builder.Build(request, windowTokens);
    }

    public void Stream(string text) => services.Live.Stream(thread, Id, agent.Id, text);

    public void Restream(string text)
    {
        services.Live.Discard(thread, Id, agent.Id);
        Stream(text);
    }

    public async Task RecordStepAsync(
        string text, IReadOnlyList<ToolCall> calls, string? model, TokenUsage usage, CancellationToken cancellationToken) =>
        await SendAsync(new RecordStep(Id, text, calls, model, usage), cancellationToken);

    public async Task<ToolResult> CallToolAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var tool = services.Tools.FirstOrDefault(tool => tool.Name == call.Tool);
        // A call that may simply be made again needs no mark of its beginning: the recorded step says that it is owed.
        if (tool is { Repeatable: false }) await SendAsync(new StartTool(Id, call.Id, tool.Repeatable), cancellationToken);
        services.Live.Calls(thread, Id, agent.Id, call.Tool);
        var result = await RunAsync(tool, call, cancellationToken);
        await SettleAsync(call.Id, result.Text, result.IsError ? ToolOutcomeKind.Failed : ToolOutcomeKind.Succeeded, cancellationToken);
        return result;
    }

    /// <summary>
    /// Gives every call that a crash left without a result one: a call that may be repeated, or was never begun, is made now; of any
    /// other nobody knows whether it took effect, and the model is told just that.
    /// </summary>
    public async Task ResumeAsync(IReadOnlyList<ToolCall> calls, CancellationToken cancellationToken)
    {
        foreach (var open in turn.Calls)
        {
            if (open is { Started: true, Repeatable: false } || calls.FirstOrDefault(call => call.Id == open.Id) is not { } call)
                await SettleAsync(
                    open.Id,
                    "The outcome of this call is unknown: the daemon ended while it ran. It may have taken effect. Find out before you repeat it.",
                    ToolOutcomeKind.Unknown,
                    cancellationToken);
            else
                await CallToolAsync(call, cancellationToken);
        }
    }

    private async Task CompactAsync(CompactionPlan plan, Func<Prompt, CancellationToken, Task<string>>? summarize, CancellationToken cancellationToken)
    {
        var summary = plan.Note;
        if (summarize is not null)
        {
            try
            {
                if (await summarize(plan.ToSummarize, cancellationToken) is { Length: > 0 } made) summary = made;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotSummarized(services.Log, exception, thread);
            }
        }

        await SendAsync(new CompactThread(plan.ThroughSeq, summary), cancellationToken);
    }

    private async Task<ToolResult> RunAsync(AgentTool? tool, ToolCall call, CancellationToken cancellationToken)
    {
        if (tool is null)
            return new($"There is no tool \"{call.Tool}\". There are: {string.Join(", ", services.Tools.Select(t => t.Name))}.", IsError: true);
        try
        {
            using var arguments = JsonDocument.Parse(string.IsNullOrWhiteSpace(call.Arguments) ? "{}" : call.Arguments);
            if (arguments.RootElement.ValueKind != JsonValueKind.Object) return new("The arguments are not a JSON object.", IsError: true);
            return await tool.Run(new(this, $"{turn.Key}/{call.Id}", arguments.RootElement), cancellationToken);
        }
        catch (ToolArgumentException exception)
        {
            return new(exception.Message, IsError: true);
        }
        catch (JsonException exception)
        {
            return new($"The arguments are not valid JSON: {exception.Message}", IsError: true);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not Journal.JournalUnavailableException)
        {
            LogToolFailed(services.Log, exception, call.Tool);
            return new("The tool failed inside the daemon; its log says why.", IsError: true);
        }
    }

    private Task SettleAsync(string callId, string text, ToolOutcomeKind outcome, CancellationToken cancellationToken) =>
        SendAsync(new SettleTool(Id, callId, text, outcome), cancellationToken);

    /// <summary>A refusal here means that the turn has ended meanwhile, which its cancellation tells as well.</summary>
    private async Task SendAsync(ThreadCommand command, CancellationToken cancellationToken)
    {
        var outcome = await services.Dispatcher.SendAsync(thread, agent.Id.Value, command, urgent: true, cancellationToken);
        if (outcome.IsRejected(out var rejection)) throw new TurnOverException(rejection);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The older part of {Thread} could not be summarised and is left out instead.")]
    private static partial void LogNotSummarized(ILogger log, Exception exception, ThreadId thread);

    [LoggerMessage(Level = LogLevel.Error, Message = "Tool {Tool} failed.")]
    private static partial void LogToolFailed(ILogger log, Exception exception, string tool);
}
