using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Gate;

/// <summary>A call that wants to run.</summary>
/// <param name="Asker">For whom, and under which key it is the same call again.</param>
/// <param name="Risk">What the tool is worth, whatever its arguments say.</param>
/// <param name="Arguments">An object, as the caller gave it.</param>
/// <param name="Workspace">The directory that the caller works in; null for none.</param>
/// <param name="Local">The person at the local command line calls, whom only the floor holds.</param>
public sealed record ToolUse(
    Asker Asker, string Tool, RiskClass Risk, JsonElement Arguments, string? Workspace, CallFacts Facts, bool Local = false);
