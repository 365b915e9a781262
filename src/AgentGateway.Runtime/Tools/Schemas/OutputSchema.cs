using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tools.Schemas;

/// <summary>
/// The schema of an answer, made from the view that is serialised, so that the two cannot differ. A property that may
/// be empty is absent in our JSON: it is not required and never null. Other properties may be added later.
/// </summary>
internal static class OutputSchema
{
    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Describe,
    };

    /// <summary>
    /// The schema of what a tool answers: the view, or a refusal. Clients of the TypeScript SDK hold the structured
    /// content of an error against this schema as well, and would otherwise hide why a call was refused.
    /// </summary>
    public static JsonElement Of(JsonTypeInfo view)
    {
        var schema = view.GetJsonSchemaAsNode(Exporter).AsObject();
        Inline(schema, schema);
        var refusal = ViewJson.Plain.Rejection.GetJsonSchemaAsNode(Exporter).AsObject();
        foreach (var (name, property) in refusal["properties"]!.AsObject()) schema["properties"]!.AsObject()
            .Add(name, property!.DeepClone());
        schema["anyOf"] = new JsonArray(Requiring(schema), Requiring(refusal));
        schema.Remove("required");
        return ToElement(schema);
    }

    public static JsonElement ToElement(JsonNode schema) => JsonElement.Parse(schema.ToJsonString());

    private static JsonObject Requiring(JsonObject schema) => new() { ["required"] = schema["required"]!.DeepClone() };

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        // An object whose members are defined elsewhere.
        var node = context.TypeInfo.Type == typeof(JsonElement)
            ? new() { ["type"] = "object", ["additionalProperties"] = true }
            : schema as JsonObject;
        if (node is null) return schema;
        // The default of a record's parameter concerns C# only and is left out.
        node.Remove("default");
        if (node["type"] is JsonArray types)
            node["type"] = types.First(type => type!.GetValue<string>() != "null")!.DeepClone();
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
            node["required"] = new JsonArray(
                [.. context.TypeInfo.Properties.Where(IsAlwaysPresent).Select(property => (JsonNode)property.Name)]);
        if (context.PropertyInfo is not { } property
            || Vocabulary.Find(property.DeclaringType, property.Name) is not { } word)
            return node;
        node["description"] = word.Description;
        if (word.Values.Length > 0) node["enum"] = new JsonArray([.. word.Values.Select(value => (JsonNode)value)]);
        return node;
    }

    /// <summary>A view that occurs twice is described twice: not every client follows references.</summary>
    private static void Inline(JsonNode? node, JsonObject root)
    {
        if (node is JsonArray items)
            foreach (var item in items) Inline(item, root);
        if (node is not JsonObject members) return;
        if (members.Remove("$ref", out var reference))
        {
            var target = reference!.GetValue<string>()
                .Split('/')
                .Skip(1)
                .Aggregate((JsonNode)root, (at, name) => at[name]!)
                .DeepClone()
                .AsObject();
            foreach (var (name, value) in target.ToList())
            {
                target.Remove(name);
                members.TryAdd(name, value);
            }
        }

        foreach (var (_, member) in members.ToList()) Inline(member, root);
    }

    private static bool IsAlwaysPresent(JsonPropertyInfo property) =>
        !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null;
}
