using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// The gate as tasks use it: the tools that agents have, judged the same way, for a task instead of a turn.
/// </summary>
internal sealed class TaskCalls(ToolGate gate, ToolCatalogue tools, PendingRequests requests)
{
    public TaskGate Gate => new(
        name => Find(name) is not null,
        name => Find(name) is { Declared.IsRepeatable: true },
        Forbid,
        PermitAsync,
        CallAsync,
        requests.IsOpenAsync,
        (request, cancellationToken) =>
            requests.WithdrawAsync(request, "The task that asked does not want it any more.", cancellationToken));

    private Rejection? Forbid(TaskCall call)
    {
        using var json = CanonicalJson.Parse(call.Arguments);
        if (Read(call, json.RootElement).IsRejected(out var refused, out var read)) return refused;
        return gate.Forbid(read.Use) is { } denied ? Refused(denied) : null;
    }

    private async Task<TaskPermit> PermitAsync(TaskCall call, CancellationToken cancellationToken)
    {
        using var json = CanonicalJson.Parse(call.Arguments);
        if ((await ReadAsync(call, json.RootElement, cancellationToken)).IsRejected(out var refused, out var read))
            return new TaskPermit.Refused(refused);
        return await gate.EnterAsync(read.Use, cancellationToken) switch
        {
            GateAnswer.Denied denied => new TaskPermit.Refused(Refused(denied)),
            GateAnswer.Waiting waiting => new TaskPermit.Asked(waiting.Approval),
            _ => new TaskPermit.Allowed(),
        };
    }

    private async Task<TaskCallOutcome> CallAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (Find(call.Tool) is not { } tool)
            return new TaskCallOutcome.Refused(
                new("unknown_tool", $"There is no tool {call.Tool}.", "Look at the list of tools."));
        try
        {
            using var json = CanonicalJson.Parse(call.Arguments);
            if ((await ReadAsync(call, json.RootElement, cancellationToken)).IsRejected(out var refused, out var read))
                return new TaskCallOutcome.Done(tool.Refuse(refused).Text, IsError: true);
            var answer = await gate.EnterAsync(read.Use, cancellationToken);
            switch (answer)
            {
                case GateAnswer.Denied denied: return new TaskCallOutcome.Refused(Refused(denied));
                case GateAnswer.Waiting waiting:
                    return new TaskCallOutcome.Asked(waiting.Approval);
            }

            var allowed = read.Request with { Granted = ((GateAnswer.Allowed)answer).Granted };
            var result = await tool.RunToEndAsync(allowed, read.Arguments, cancellationToken);
            return result.HeldUpBy is { } request
                ? new TaskCallOutcome.Asked(request)
                : new TaskCallOutcome.Done(result.Text, result.IsRefused);
        }
        catch (JsonException exception)
        {
            return new TaskCallOutcome.Done($"The arguments are not valid JSON: {exception.Message}", IsError: true);
        }
    }

    private Tool? Find(string name) => tools.Find(name, ToolAudience.Agents);

    /// <summary>
    /// The call as its tool reads it. Of a tool that is gone nothing is known but that it executes something.
    /// </summary>
    private Outcome<ReadCall> Read(TaskCall call, JsonElement json)
    {
        var request = ToolRequest.Of(
            new Requester(call.Agent, call.Key, call.Thread, Task: call.Task), call.Workspace, json) with
        {
            Person = call.Person, IsFromOutside = call.IsFromOutside,
        };
        if (Find(call.Tool) is not { } tool)
        {
            var unknown = new ToolUse(
                request.Requester!, call.Tool, RiskClass.R2, json, call.Workspace, CallFacts.None);
            return new ReadCall(request, CallArguments.None, unknown);
        }

        return tool.Read(request).Map(arguments =>
            new ReadCall(
                request, arguments, UseOf(call, new(tool, request, arguments), json, tool.Touches(request, arguments))));
    }

    /// <summary>The same when the call is about to be made: see <see cref="Tool.TouchesAsync"/>.</summary>
    private async ValueTask<Outcome<ReadCall>> ReadAsync(
        TaskCall call, JsonElement json, CancellationToken cancellationToken)
    {
        if (Read(call, json).IsRejected(out var refused, out var read)) return refused;
        if (Find(call.Tool) is not { } tool) return read;
        var facts = await tool.TouchesAsync(read.Request, read.Arguments, cancellationToken);
        return read with { Use = UseOf(call, new(tool, read.Request, read.Arguments), json, facts) };
    }

    private static ToolUse UseOf(TaskCall call, PreparedCall prepared, JsonElement json, CallFacts facts) =>
        ToolUse.Of(prepared.Tool, prepared.Request, json, facts) with { Local = call.ByPerson, Prepared = prepared };

    private static Rejection Refused(GateAnswer.Denied denied) =>
        denied.Refusal ?? new("denied", denied.Text, "Do it another way, or change the rules: agw policy list.");

    private sealed record ReadCall(ToolRequest Request, CallArguments Arguments, ToolUse Use);
}
