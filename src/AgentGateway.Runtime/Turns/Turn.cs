using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Turns;

/// <summary>
/// A turn in execution: gives its driver the thread to read, and records what the driver does.
/// </summary>
internal sealed partial class Turn(
    OpenTurn turn,
    AgentThread thread,
    AgentDefinition agent,
    IReadOnlyList<Message> triggers,
    TurnServices services) : ITurn
{
    private const int OwnMessagesPage = 500;

    /// <summary>
    /// The number of the step whose calls are made. It is needed because a model may use a call id again in a later
    /// step for another call.
    /// </summary>
    private int _step = turn.Steps;

    /// <summary>The calls that wait for a person, as of the last time that this was recorded.</summary>
    private HashSet<string> _awaiting = [];

    public TurnId Id => turn.Id;

    public ThreadId Thread => thread.Id;

    public TurnKind Kind => turn.Kind;

    public AgentDefinition Agent => agent;

    public string? Workspace => thread.Workspace;

    public IReadOnlyList<Message> Triggers => triggers;

    public IReadOnlyList<ToolDeclaration> Tools => services.Tools.Given(agent.Tools);

    public string StreamedText => services.Live.Streamed(Id);

    public async ValueTask<Prompt> BuildPromptAsync(
        int windowTokens, Func<Prompt, CancellationToken, Task<string>>? summarize, CancellationToken cancellationToken)
    {
        var facts = await services.Prompts.Gathering.GatherAsync(Thread, agent, turn, Tools, cancellationToken);
        if (services.Prompts.Builder.Plan(facts, windowTokens) is { } plan)
        {
            await CompactAsync(plan, summarize, cancellationToken);
            facts = await services.Prompts.Gathering.CompactedAsync(facts, cancellationToken);
        }

        return services.Prompts.Builder.Build(facts, windowTokens).Without(services.Secrets);
    }

    public void Stream(string text) => services.Live.Stream(Thread, Id, agent.Id, text);

    public void Restream(string text)
    {
        services.Live.Discard(Thread, Id, agent.Id);
        Stream(text);
    }

    public void Retrying(int attempt, int attemptsMax, string reason) => services.Live.Retries(
        Thread, Id, agent.Id,
        string.Create(CultureInfo.InvariantCulture, $"retrying, {attempt} of {attemptsMax}: {reason}"));

    public async Task RecordStepAsync(
        string text, IReadOnlyList<ToolCall> calls, string? model, TokenUsage usage,
            CancellationToken cancellationToken)
    {
        await SendAsync(new RecordStep(Id, text, calls, model, usage), cancellationToken);
        if (calls.Count > 0) _step++;
    }

    public async Task<ToolAnswer> CallToolAsync(ToolCall call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await RunAsync(call, cancellationToken);
            if (result.HeldUpBy is not { } request)
            {
                var kind = result.IsRefused ? ToolOutcomeKind.Failed : ToolOutcomeKind.Succeeded;
                await SettleAsync(call.Id, result.Text, kind);
                return result;
            }

            // The request may have ended already; then the call is made again at once.
            if (await AwaitAsync(call.Id, request)) return result;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<bool> CallToolsAsync(IReadOnlyList<ToolCall> calls, CancellationToken cancellationToken)
    {
        var left = calls;
        while (left.Count > 0)
        {
            var waiting = new List<ToolCall>();
            foreach (var call in left)
                if ((await CallToolAsync(call, cancellationToken)).HeldUpBy is not null)
                    waiting.Add(call);
            // A call whose request ended while another call ran is made here, because no other run makes it.
            if (waiting.Count == left.Count && waiting.All(call => _awaiting.Contains(call.Id))) return false;
            left = waiting;
        }

        return true;
    }

    public async ValueTask<IReadOnlyList<Message>> OwnMessagesAsync(CancellationToken cancellationToken)
    {
        var state = await services.Dispatcher.LoadAsync(Thread, cancellationToken);
        if (state is null) return [];
        // All messages of a turn come after the ones that it answers. There is no limit, because any number of messages
        // may be posted while the turn waits for a person.
        var own = new List<Message>();
        var after = triggers.Count == 0 ? 0 : triggers.Min(trigger => trigger.Seq);
        while (true)
        {
            var page = await services.History.ReadAsync(
                state, after, long.MaxValue, OwnMessagesPage, hidden: true, cancellationToken);
            own.AddRange(
                page.Select(row => row.Message)
                    .Where(message => message.Turn == Id && message.Role != MessageRole.User));
            if (page.Count < OwnMessagesPage) return own;
            after = page[^1].Seq;
        }
    }

    /// <summary>
    /// The turn has ended: withdraws the requests of its calls, also those that a crash kept from being recorded.
    /// </summary>
    public async Task AbandonAsync()
    {
        if ((await services.Dispatcher.LoadAsync(Thread, CancellationToken.None))?.Turn(Id) is not null) return;
        foreach (var call in turn.Calls)
            await services.Requests.WithdrawOfCallAsync(
                KeyOf(call.Id), "The turn that asked has ended.", CancellationToken.None);
    }

    /// <summary>
    /// Gives a result to every call that has none. A call that may be repeated, was never begun, or waited for a person
    /// is made now. Of any other it is unknown whether it took effect, and its result says so. False: the rest waits
    /// for people.
    /// </summary>
    public async Task<bool> ResumeAsync(IReadOnlyList<ToolCall> calls, CancellationToken cancellationToken)
    {
        var left = new List<ToolCall>();
        foreach (var open in turn.Calls)
        {
            if (open is { Started: true, Repeatable: false }
                || calls.FirstOrDefault(call => call.Id == open.Id) is not { } call)
                await SettleAsync(
                    open.Id,
                    "outcome unknown: the daemon ended while this call ran. It may have taken effect. Find out before "
                        + "you repeat it.",
                    ToolOutcomeKind.Unknown);
            else
                left.Add(call);
        }

        return await CallToolsAsync(left, cancellationToken);
    }

    private async Task CompactAsync(
        CompactionPlan plan,
        Func<Prompt, CancellationToken, Task<string>>? summarize,
        CancellationToken cancellationToken)
    {
        var summary = plan.Note;
        if (summarize is not null)
        {
            try
            {
                var shown = plan.ToSummarize.Without(services.Secrets);
                if (await summarize(shown, cancellationToken) is { Length: > 0 } made) summary = made;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotSummarized(services.Log, exception, Thread);
            }
        }

        await SendAsync(new CompactThread(plan.ThroughSeq, summary), cancellationToken);
    }

    /// <summary>
    /// Whether the call waits now. If the turn has ended meanwhile, its requests are withdrawn.
    /// </summary>
    private async Task<bool> AwaitAsync(string callId, PersonRequestId request)
    {
        var outcome = await services.Dispatcher.SendAsync(
            Thread, agent.Id.Value, new AwaitTool(Id, callId, request), urgent: true, CancellationToken.None);
        if (!outcome.IsRejected(out var rejection, out var receipt))
        {
            _awaiting =
            [
                .. receipt.State.Turn(Id)?.Calls.Where(call => call.Awaiting is not null).Select(call => call.Id) ?? [],
            ];
            return _awaiting.Contains(callId);
        }

        await services.Requests.WithdrawAsync(request, "The turn has ended.", CancellationToken.None);
        throw new TurnOverException(rejection);
    }

    /// <summary>
    /// The call's result, or the request that it waits for. A tool runs only after the gate allows it; a call that must
    /// not be repeated is recorded as begun before its tool runs.
    /// </summary>
    private async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        if (services.Tools.Find(call.Tool, ToolAudience.Agents) is not { } tool
            || !ToolPatterns.Select(agent.Tools, tool.Declared))
        {
            var known = string.Join(", ", Tools.Select(other => other.Name));
            return Failed($"There is no tool \"{call.Tool}\". There are: {known}.");
        }

        try
        {
            using var json = CanonicalJson.Parse(string.IsNullOrWhiteSpace(call.Arguments) ? "{}" : call.Arguments);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Failed("The arguments are not a JSON object.");
            var requester = new Requester(agent.Id.Value, KeyOf(call.Id), Thread, Id, call.Id, turn.Task);
            var request = ToolRequest.Of(requester, Workspace, json.RootElement) with
            {
                Person = thread.PersonBehind(
                    triggers.LastOrDefault(message => message.Speaker is not null || message.WorksFor is not null)),
                IsFromOutside = thread.Origin?.For?.HasOutsideWords == true
                    || triggers.Any(message => message.WorksFor?.HasOutsideWords == true),
            };
            if (tool.Read(request).IsRejected(out var refused, out var arguments)) return tool.Refuse(refused);

            // The step is stored, and a call that waits or is resumed is made as it was stored.
            if (services.Secrets.Refuse(call.Arguments) is { } told) return tool.Refuse(told);
            var facts = await tool.TouchesAsync(request, arguments, cancellationToken);
            var use = ToolUse.Of(tool, request, json.RootElement, facts) with
            {
                Prepared = new(tool, request, arguments),
            };
            var answer = await services.Gate.EnterAsync(use, cancellationToken);
            switch (answer)
            {
                case GateAnswer.Denied denied:
                    return denied.Refusal is { } refusal ? tool.Refuse(refusal) : Failed(denied.Text);
                case GateAnswer.Waiting waiting: return ToolAnswer.HeldUp(waiting.Approval);
            }

            // A repeatable call needs no record of its start: the recorded step has it, and a later run makes it again.
            // Once the start is recorded the tool runs: a cancellation comes before that, or ends the tool.
            if (!tool.Declared.IsRepeatable)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await SendAsync(new StartTool(Id, call.Id, Repeatable: false), CancellationToken.None);
            }

            services.Live.Calls(Thread, Id, agent.Id, call.Tool);
            var granted = ((GateAnswer.Allowed)answer).Granted;
            var result = await tool.RunToEndAsync(request with { Granted = granted }, arguments, cancellationToken);
            return result.Without(services.Secrets);
        }
        catch (JsonException exception)
        {
            return Failed($"The arguments are not valid JSON: {exception.Message}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is not (Journal.JournalUnavailableException or TurnOverException))
        {
            LogToolFailed(services.Log, exception, call.Tool);
            return Failed("The tool failed inside the daemon; its log says why. (internal_error)");
        }
    }

    private static ToolAnswer Failed(string text) => ToolAnswer.OfText(text, isRefused: true);

    private string KeyOf(string callId) => string.Create(CultureInfo.InvariantCulture, $"{turn.Key}/{_step}/{callId}");

    /// <summary>Records the result of a call, also when the run was cancelled meanwhile.</summary>
    private Task SettleAsync(string callId, string text, ToolOutcomeKind outcome) =>
        SendAsync(new SettleTool(Id, callId, text, outcome), CancellationToken.None);

    /// <summary>
    /// A refusal means that the turn has ended meanwhile; its driver is cancelled for the same reason.
    /// </summary>
    private async Task SendAsync(ThreadCommand command, CancellationToken cancellationToken)
    {
        var outcome = await services.Dispatcher.SendAsync(
            Thread, agent.Id.Value, command, urgent: true, cancellationToken);
        if (outcome.IsRejected(out var rejection)) throw new TurnOverException(rejection);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The older part of {Thread} could not be summarised and is left out instead.")]
    private static partial void LogNotSummarized(ILogger log, Exception exception, ThreadId thread);

    [LoggerMessage(Level = LogLevel.Error, Message = "Tool {Tool} failed.")]
    private static partial void LogToolFailed(ILogger log, Exception exception, string tool);
}
