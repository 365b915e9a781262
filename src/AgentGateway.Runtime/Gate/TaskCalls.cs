using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Gate;

/// <summary>The gate as tasks use it: the same tools, judged the same way, for a task instead of a turn.</summary>
internal sealed class TaskCalls(ToolGate gate, ToolBox tools, PendingRequests requests)
{
    public TaskGate Gate => new(
        name => tools.Find(name) is not null,
        name => tools.Find(name) is { Repeatable: true },
        Forbid,
        PermitAsync,
        CallAsync,
        requests.IsOpenAsync,
        (ask, cancellationToken) => requests.WithdrawAsync(ask, "The task that asked does not want it any more.", cancellationToken));

    private Rejection? Forbid(TaskCall call)
    {
        using var arguments = CanonicalJson.Parse(call.Arguments);
        try
        {
            return gate.Forbid(UseOf(call, arguments.RootElement)) is { } denied ? Refused(denied) : null;
        }
        catch (ToolArgumentException wrong)
        {
            return new("invalid_argument", wrong.Message, $"Give the arguments of {call.Tool} as an agent would.");
        }
    }

    private async Task<TaskPermit> PermitAsync(TaskCall call, CancellationToken cancellationToken)
    {
        using var arguments = CanonicalJson.Parse(call.Arguments);
        return await gate.EnterAsync(UseOf(call, arguments.RootElement), cancellationToken) switch
        {
            GateAnswer.Denied denied => new TaskPermit.Refused(Refused(denied)),
            GateAnswer.Waiting waiting => new TaskPermit.Asked(TaskWaitKind.Approval, waiting.Approval.Value),
            _ => new TaskPermit.Allowed(),
        };
    }

    private async Task<TaskCallOutcome> CallAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (tools.Find(call.Tool) is not { } tool)
            return new TaskCallOutcome.Refused(new("unknown_tool", $"There is no tool {call.Tool}.", "Look at the list of tools."));
        try
        {
            using var arguments = CanonicalJson.Parse(call.Arguments);
            var use = UseOf(call, arguments.RootElement);
            var answer = await gate.EnterAsync(use, cancellationToken);
            switch (answer)
            {
                case GateAnswer.Denied denied: return new TaskCallOutcome.Refused(Refused(denied));
                case GateAnswer.Waiting waiting: return new TaskCallOutcome.Asked(TaskWaitKind.Approval, waiting.Approval.Value);
            }

            var result = await tool.Run(
                new(use.Asker, call.Workspace, arguments.RootElement) { Granted = ((GateAnswer.Allowed)answer).Granted }, cancellationToken);
            return result.Awaits is { } ask
                ? new TaskCallOutcome.Asked(PrefixedId.Is<ApprovalId>(ask) ? TaskWaitKind.Approval : TaskWaitKind.Question, ask)
                : new TaskCallOutcome.Done(result.Text, result.IsError);
        }
        catch (ToolArgumentException exception)
        {
            return new TaskCallOutcome.Done(exception.Message, IsError: true);
        }
        catch (JsonException exception)
        {
            return new TaskCallOutcome.Done($"The arguments are not valid JSON: {exception.Message}", IsError: true);
        }
    }

    private ToolUse UseOf(TaskCall call, JsonElement arguments)
    {
        var tool = tools.Find(call.Tool);
        var known = KnownCalls.Of(call.Tool, arguments);
        return new(
            new Asker(call.Agent, call.Key, call.Thread, Task: call.Task.Value),
            call.Tool,
            tool?.Risk ?? known.Risk,
            arguments,
            call.Workspace,
            tool?.Facts(arguments, call.Workspace) ?? known);
    }

    private static Rejection Refused(GateAnswer.Denied denied) => new("denied", denied.Text, "Do it another way, or change the rules: agw policy list.");
}
