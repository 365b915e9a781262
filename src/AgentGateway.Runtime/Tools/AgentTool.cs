using System.Text.Json;
using AgentGateway.Runtime.Turns;

namespace AgentGateway.Runtime.Tools;

/// <summary>A tool that agents may call inside a turn.</summary>
/// <param name="Name">Letters, digits and <c>_</c>.</param>
/// <param name="Description">For the model: what it does and when to use it.</param>
/// <param name="Parameters">The JSON schema of its arguments, an object.</param>
/// <param name="Repeatable">Calling it again with the same key has no further effect, so a call in doubt is simply made again.</param>
/// <param name="Run">Does the work. Bad arguments and failures are results, not exceptions.</param>
public sealed record AgentTool(
    string Name,
    string Description,
    JsonElement Parameters,
    bool Repeatable,
    Func<ToolInvocation, CancellationToken, Task<ToolResult>> Run);

/// <param name="Key">Stays the same when the call is made again after a crash.</param>
public sealed record ToolInvocation(ITurn Turn, string Key, JsonElement Arguments);

/// <summary>What the model is shown.</summary>
public sealed record ToolResult(string Text, bool IsError = false);
