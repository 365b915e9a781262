using AgentGateway.Domain;
using AgentGateway.Mcp.Asking;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// All tools by name, in the order in which clients list them. Calls through the table end in an answer: what goes wrong
/// inside is logged here and told as a refusal. Only cancellation passes through.
/// </summary>
/// <param name="gate">What every call passes first; null where tools are tried alone.</param>
public sealed partial class ToolTable(IReadOnlyList<GatewayTool> tools, ThreadService threads, ILogger<ToolTable>? logger = null, DirectGate? gate = null)
{
    private readonly Dictionary<string, GatewayTool> _byName = tools.ToDictionary(tool => tool.Name);
    private readonly ILogger _logger = logger ?? NullLogger<ToolTable>.Instance;

    public IReadOnlyList<GatewayTool> Tools => tools;

    public GatewayTool? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Does all that must be durable, and leaves the waiting to the caller: <see cref="ToolAnswer.Pending"/>, <see cref="ToolAnswer.PendingTasks"/>.</summary>
    public async Task<ToolAnswer> StartAsync(GatewayTool tool, ToolRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return gate is not null && await gate.EnterAsync(request.Caller, tool.Name, request.Arguments, request.Asked, cancellationToken) is { } refused
                ? ToolAnswer.Refuse(refused) with { Asks = refused is { Code: "approval_required", ApprovalId: { } approval } ? [approval] : null }
                : await tool.StartAsync(request, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse(tool, failure);
        }
    }

    /// <summary>Calls a tool and waits as long as the caller asked. Cancelling ends the waiting, never what was begun.</summary>
    public Task<ToolAnswer> CallAsync(GatewayTool tool, ToolRequest request, Action<TurnProgress>? progress, CancellationToken cancellationToken) =>
        CallAsync(tool, request, null, progress, null, cancellationToken);

    /// <summary>
    /// The same for a call with a person behind it: what people hold up is asked there, one after the other, and the call goes on with
    /// each answer. Whoever cannot be asked, or does not answer, has the answer at once that the call waits.
    /// </summary>
    /// <param name="standing">What the call had to say when people were asked, if it was made before; it is gone on with.</param>
    public async Task<ToolAnswer> CallAsync(
        GatewayTool tool, ToolRequest request, ToolAnswer? standing, Action<TurnProgress>? progress, AskPerson? person, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = standing?.Begun is { } begun
                ? await FinishAsync(tool, begun, progress, cancellationToken)
                : await FinishAsync(tool, await StartAsync(tool, request with { Asked = standing?.Asks?[0] }, cancellationToken), progress, cancellationToken);
            if (answer.Asks is not [var ask, ..]) return answer;
            try
            {
                if (!await IsDecidedAsync(tool, answer, ask, person, cancellationToken)) return answer;
            }
            catch (Exception failure) when (failure is not InputRequiredException && !cancellationToken.IsCancellationRequested)
            {
                return Refuse(tool, failure);
            }

            standing = answer;
        }
    }

    /// <summary>Waits for what a call left open, as long as its caller asked.</summary>
    public async Task<ToolAnswer> FinishAsync(
        GatewayTool tool, ToolAnswer begun, Action<TurnProgress>? progress, CancellationToken cancellationToken)
    {
        if (begun is { Pending: null, PendingTasks: null }) return begun;
        try
        {
            if (begun.PendingTasks is { } tasks) return await tasks.FinishAsync(cancellationToken);
            var pending = begun.Pending!;
            var turn = await threads.WaitAsync(pending.TurnId, pending.Wait, progress, cancellationToken);
            return turn.IsRejected(out _)
                ? begun with { Pending = null }
                : tool.Finish(begun.Json, turn.Value) with { Asks = turn.Value.WaitingFor, Begun = begun };
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Refuse(tool, failure);
        }
    }

    private static async Task<bool> IsDecidedAsync(GatewayTool tool, ToolAnswer answer, string ask, AskPerson? person, CancellationToken cancellationToken)
    {
        if (person is not null && await person(answer, ask, cancellationToken)) return true;
        if (!tool.OutwaitsDialogue) return false;
        await tool.OutwaitAsync(ask, cancellationToken);
        return true;
    }

    private ToolAnswer Refuse(GatewayTool tool, Exception failure)
    {
        if (failure is JournalUnavailableException unavailable) return ToolAnswer.Refuse(unavailable.Reason);
        Failed(tool.Name, failure);
        return ToolAnswer.Refuse(new Rejection(
            "internal_error", $"{tool.Name} failed inside the daemon.", "Try again; if it fails again, the daemon's log says why."));
    }
}
