using System.Text.Json;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control;

/// <summary>Something that the operator may ask of the daemon beyond what its tools do.</summary>
internal abstract class ControlCall
{
    public abstract string Name { get; }

    public abstract Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken);
}

/// <param name="Arguments">An object, or undefined.</param>
/// <param name="Progress">Tells the operator something before the answer, as JSON; waits while the operator does not
/// listen.</param>
internal sealed record ControlRequest(
    Caller Caller, JsonElement Arguments, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> Progress)
{
    /// <summary>The argument as a text, or null when it is absent.</summary>
    public string? Text(string name) =>
        Arguments.ValueKind == JsonValueKind.Object && Arguments.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public bool Flag(string name) =>
        Arguments.ValueKind == JsonValueKind.Object && Arguments.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.True;

    /// <summary>The argument as a number, or null when it is absent or none.</summary>
    public double? Real(string name) =>
        Arguments.ValueKind == JsonValueKind.Object && Arguments.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;

    /// <summary>The argument as a whole number, or null when it is absent or none.</summary>
    public long? Number(string name) =>
        Arguments.ValueKind == JsonValueKind.Object && Arguments.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number)
            ? number
            : null;
}
