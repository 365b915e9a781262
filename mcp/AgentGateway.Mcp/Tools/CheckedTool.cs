using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tools;

/// <summary>A tool with declared arguments, which are checked before it runs, and one view as its answer.</summary>
internal abstract class CheckedTool<TView>(
    string name, string title, string description, ToolConduct conduct, IReadOnlyList<ToolArgument> arguments, JsonTypeInfo<TView> view)
    : GatewayTool
{
    public sealed override Tool Definition { get; } = ToolDefinition.Of(name, title, description, conduct, arguments, view);

    public sealed override async Task<ToolAnswer> StartAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        var read = CallArguments.Read(name, arguments, request.Arguments, request.Progress);
        return read.IsRejected(out var rejection)
            ? ToolAnswer.Refuse(rejection)
            : await RunAsync(request.Caller, read.Value, cancellationToken);
    }

    protected abstract Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken);

    /// <summary>The complete answer.</summary>
    protected ToolAnswer Answer(Outcome<TView> outcome) =>
        outcome.IsRejected(out var rejection) ? ToolAnswer.Refuse(rejection) : Answer(outcome.Value);

    protected ToolAnswer Answer(TView answer) => new(JsonSerializer.Serialize(answer, view));

    /// <summary>The answer so far of a call whose turn has still to end, unless the caller does not wait or nothing is left to wait for.</summary>
    protected ToolAnswer AnswerAndWait(TView begun, string? turnId, string status, TimeSpan wait) =>
        Answer(begun) with
        {
            Pending = turnId is not null && wait > TimeSpan.Zero && status is "queued" or "running" or "waiting" ? new(turnId, wait) : null,
        };

    /// <summary>What <see cref="Answer(TView)"/> wrote.</summary>
    protected TView Begun(string json) =>
        JsonSerializer.Deserialize(json, view) ?? throw new JsonException($"{name} began with an answer that is not its own.");
}
