using System.Text.Json;

namespace AgentGateway.Control;

/// <summary>A line of the operator: a call, or the cancellation of one.</summary>
/// <param name="Id">Names the call in everything that is said of it.</param>
/// <param name="Progress">Whether the operator wants to hear of it before the answer.</param>
internal sealed record ControlLine(
    long Id, string? Call = null, JsonElement Arguments = default, bool Progress = false, bool Cancel = false);
