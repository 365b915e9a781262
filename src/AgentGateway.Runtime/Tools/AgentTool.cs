using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;

namespace AgentGateway.Runtime.Tools;

/// <summary>A tool that agents may call inside a turn, and tasks outside of one. Every call passes the gate first.</summary>
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
    Func<ToolInvocation, CancellationToken, Task<ToolResult>> Run)
{
    /// <summary>What it is worth whatever its arguments say. Facts raise it and never lower it.</summary>
    public RiskClass Risk { get; init; } = RiskClass.R2;

    /// <summary>What a call touches, from its arguments and the workspace it would run in. Bad arguments may throw as in <see cref="Run"/>.</summary>
    public Func<JsonElement, string?, CallFacts> Facts { get; init; } = static (_, _) => CallFacts.None;
}

/// <summary>One call of a tool.</summary>
/// <param name="Workspace">The directory that it works in; null for none.</param>
public sealed record ToolInvocation(Asker Asker, string? Workspace, JsonElement Arguments)
{
    /// <summary>Real places of paths, also outside of the workspace, that the gate has let this call reach.</summary>
    public IReadOnlyList<string> Granted { get; init; } = [];

    /// <summary>Stays the same when the call is made again after a crash.</summary>
    public string Key => Asker.CallKey;

    public AgentId Agent => new(Asker.Agent);

    /// <exception cref="ToolArgumentException">The call belongs to no thread.</exception>
    public ThreadId Thread => Asker.Thread ?? throw new ToolArgumentException("This tool works only on a thread.");

    /// <exception cref="ToolArgumentException">The call belongs to no turn.</exception>
    public TurnId Turn => Asker.Turn ?? throw new ToolArgumentException("This tool works only in a turn of a thread.");
}

/// <summary>What the model is shown.</summary>
/// <param name="Awaits">The approval or question that the call waits for: then it has no result yet, and is made again when that has ended.</param>
public sealed record ToolResult(string Text, bool IsError = false, string? Awaits = null)
{
    /// <summary>The call waits for a person.</summary>
    public static ToolResult Waiting(string ask) => new($"The call waits for {ask}.", Awaits: ask);
}
