using AgentGateway.Domain.Threads;
using Microsoft.Extensions.AI;

namespace AgentGateway.Agents.Models;

/// <summary>What a model said in one step.</summary>
/// <param name="Thoughts">
/// To be given back with the calls in the next step; not for people, and not kept beyond the turn.
/// </param>
internal sealed record StepAnswer(
    string Text, IReadOnlyList<ToolCall> Calls, string Model, TokenUsage Usage, ChatFinishReason? Finish,
        IReadOnlyList<AIContent> Thoughts);
