using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// The description of a tool, which is known before a call and without a daemon: its name, its arguments and its
/// answer, the risk of a call, and who is offered the tool. MCP, agents and the verbs of the command line read the same
/// declaration.
/// </summary>
public abstract class ToolDeclaration
{
    private readonly Lazy<JsonElement> _inputSchema;

    protected ToolDeclaration() => _inputSchema = new(MakeInputSchema);

    /// <summary>Letters, digits and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A few words for people.</summary>
    public required string Title { get; init; }

    /// <summary>For models: what it does and when to use it.</summary>
    public required string Description { get; init; }

    /// <summary>
    /// The group in which connections enable it: one of <see cref="Toolsets"/>, or the name of an outside server.
    /// </summary>
    public required string Toolset { get; init; }

    public required ToolAudience Audience { get; init; }

    public required ToolConduct Conduct { get; init; }

    /// <summary>
    /// The lowest risk of a call, for all arguments. The paths and commands that a call touches raise it and never
    /// lower it.
    /// </summary>
    public required RiskClass Risk { get; init; }

    public required IReadOnlyList<ToolArgument> Arguments { get; init; }

    /// <summary>
    /// Whether its answers can leave a turn or tasks to be waited for: a client may then poll instead of waiting.
    /// </summary>
    public bool Waits { get; init; }

    /// <summary>Whether it belongs to the default list of connections, which is kept short.</summary>
    public bool IsDefault { get; init; }

    /// <summary>
    /// Whether a call that a crash left in doubt may simply be made again under the same key. A tool that reads or is
    /// idempotent may; another one says so where it keeps the key of its call.
    /// </summary>
    public bool IsRepeatable
    {
        get => field || (Conduct & (ToolConduct.ReadOnly | ToolConduct.Idempotent)) != 0;
        init;
    }

    /// <summary>The JSON schema of its arguments, an object.</summary>
    public virtual JsonElement InputSchema => _inputSchema.Value;

    /// <summary>The JSON schema of its structured answer; null where it answers with text alone.</summary>
    public virtual JsonElement? OutputSchema => null;

    private JsonElement MakeInputSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                Arguments.Select(argument =>
                    KeyValuePair.Create(argument.Name, (JsonNode?)argument.Schema.DeepClone()))),
        };
        JsonNode[] required =
            [.. Arguments.Where(argument => argument.IsRequired).Select(argument => (JsonNode)argument.Name)];
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        schema["additionalProperties"] = false;
        return Schemas.OutputSchema.ToElement(schema);
    }
}

/// <summary>The declaration of a tool that answers with a view.</summary>
public sealed class ToolDeclaration<TView> : ToolDeclaration
{
    private readonly Lazy<JsonElement> _outputSchema;

    public ToolDeclaration() => _outputSchema = new(() => Schemas.OutputSchema.Of(Result!()));

    /// <summary>
    /// Gives the JSON of its answer. A process declares all tools and answers with few of their views, so what the
    /// serialiser knows of a view is made when it is first needed.
    /// </summary>
    public required Func<JsonTypeInfo<TView>> Result { get; init; }

    public override JsonElement? OutputSchema => _outputSchema.Value;
}

/// <summary>The declaration of a tool that answers with text for a model.</summary>
public sealed class TextToolDeclaration : ToolDeclaration;
