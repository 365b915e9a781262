using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// Decides whether a run may reach a host: a denial of policy first, then the hosts that settings allow, then the one
/// gate, as a call of the tool <see cref="ToolName"/>, so that rules, approvals and what they leave behind hold for
/// hosts as for everything else. The arguments name the host, the port and the workspace: an approval for always is for
/// these, and holds for every agent and client.
/// </summary>
internal sealed class EgressGate(
    HostRules allowed,
    ToolGate gate,
    ApprovalService approvals,
    EgressOptions options,
    IIdSource ids,
    TimeProvider time)
{
    public const string ToolName = "egress_connect";

    private readonly Lock _changing = new();
    private readonly Dictionary<Asked, Task<Rejection?>> _asking = [];

    /// <summary>Whether neither policy nor the settings say already what becomes of that host.</summary>
    public bool NeedsPerson(EgressRun run, EgressTarget target) =>
        !allowed.Allows(target) && gate.Judge(UseOf(run, target)).Decision == PolicyDecision.Ask;

    /// <summary>
    /// Null: it may be reached by this run. Asks a person where that is needed, and waits for the answer; connections
    /// to one host of one workspace share the question and the wait.
    /// </summary>
    public async Task<Rejection?> RefuseAsync(
        EgressRun run, EgressTarget target, CancellationToken cancellationToken)
    {
        if (gate.Forbid(UseOf(run, target)) is { } denied) return EgressRejections.Denied(target, denied.Text);
        if (allowed.Allows(target)) return null;
        Task<Rejection?> asking;
        lock (_changing)
        {
            var asked = new Asked(run.Agent, run.Scope, run.Thread, target);
            if (!_asking.TryGetValue(asked, out asking!))
                _asking[asked] = asking = AskAsync(asked, run);
        }

        return await asking.WaitAsync(cancellationToken);
    }

    private async Task<Rejection?> AskAsync(Asked asked, EgressRun run)
    {
        // Begun outside of the lock, under which this is called.
        await Task.Yield();
        using var limit = new CancellationTokenSource(options.Wait, time);
        try
        {
            return await AskAsync(asked.Target, run, limit.Token);
        }
        catch (JournalUnavailableException unavailable)
        {
            return unavailable.Reason;
        }
        finally
        {
            lock (_changing) _asking.Remove(asked);
        }
    }

    private async Task<Rejection?> AskAsync(EgressTarget target, EgressRun run, CancellationToken limit)
    {
        var use = UseOf(run, target);
        var attempt = ids.Next().Id("call", 0);
        ApprovalId? waited = null;
        while (true)
            switch (await gate.EnterDirectAsync(use, attempt, waited, CancellationToken.None))
            {
                case GateAnswer.Allowed:
                    return null;
                case GateAnswer.Denied denied:
                    return EgressRejections.Denied(target, denied.Text);
                case GateAnswer.Waiting waiting:
                    waited = waiting.Approval;
                    if (!await IsSettledAsync(waiting.Approval, limit))
                        return EgressRejections.NotAllowed(run, target, waiting.Approval);
                    break;
                default:
                    throw new UnreachableException();
            }
    }

    private async Task<bool> IsSettledAsync(ApprovalId approval, CancellationToken limit)
    {
        try
        {
            await approvals.SettledAsync(approval, limit);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static ToolUse UseOf(EgressRun run, EgressTarget target)
    {
        var arguments = new JsonObject
        {
            ["host"] = target.Host, ["port"] = target.Port, ["workspace"] = run.Scope,
        };
        return new(
            new Requester(run.Agent, $"egress/{run.Scope}", run.Thread),
            ToolName,
            RiskClass.R2,
            JsonElement.Parse(arguments.ToJsonString()),
            run.Workspace,
            new CallFacts { Host = target.Host, IsOfPlace = true, Summary = $"`{run.What}` wants {target}" });
    }

    private sealed record Asked(string Agent, string Scope, ThreadId? Thread, EgressTarget Target);
}
