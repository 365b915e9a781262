using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Gate;

/// <summary>A call that wants to run.</summary>
/// <param name="Requester">For whom, and under which key it is the same call again.</param>
/// <param name="Risk">The lowest risk of the tool, for all arguments.</param>
/// <param name="Arguments">An object, as the caller gave it.</param>
/// <param name="Workspace">The directory that the caller works in; null for none.</param>
/// <param name="Local">The person at the local command line calls, whom only the hard deny holds.</param>
public sealed record ToolUse(
    Requester Requester,
    string Tool,
    RiskClass Risk,
    JsonElement Arguments,
    string? Workspace,
    CallFacts Facts,
    bool Local = false)
{
    /// <summary>The call as its tool read it; null where it is none of a tool of ours.</summary>
    public PreparedCall? Prepared { get; init; }

    /// <summary>A call of a tool, of a turn or a task or one that a connection or a person makes by itself.</summary>
    /// <param name="arguments">The request's arguments as one object.</param>
    /// <param name="facts">What the tool says that the call touches.</param>
    public static ToolUse Of(Tool tool, ToolRequest request, JsonElement arguments, CallFacts facts)
    {
        var principal = request.Caller.Principal;
        return new(
            request.Requester ?? new Requester(request.JudgedAs, principal.Name)
            {
                Directory = request.IsOfClient ? request.Caller.Workspace : null,
            },
            tool.Name,
            tool.Declared.Risk,
            arguments,
            facts.Workspace ?? request.Workspace,
            facts,
            request.Requester is null && principal.IsLocal);
    }
}
