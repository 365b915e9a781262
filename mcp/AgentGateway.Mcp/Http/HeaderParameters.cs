using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Tools;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Http;

/// <summary>
/// Arguments that clients repeat in <c>Mcp-Param-*</c> headers, because a tool's schema marks them with
/// <c>x-mcp-header</c>. A schema is searched once, at the first call of its tool; most tools mark nothing.
/// </summary>
internal sealed class HeaderParameters(McpServerPrimitiveCollection<McpServerTool> tools)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Marked>> _byTool = new(StringComparer.Ordinal);

    public ProtocolFault? Mismatch(HttpRequest http, string tool, JsonObject? parameters)
    {
        if (!_byTool.TryGetValue(tool, out var marked))
        {
            if (!tools.TryGetPrimitive(tool, out var called)) return null;
            _byTool[tool] = marked = Find(called);
        }

        foreach (var argument in marked)
            if (Mismatch(http, argument, argument.In(parameters?["arguments"])) is { } fault) return fault;
        return null;
    }

    /// <summary>The value of a header, which is printable ASCII or says that it is base64.</summary>
    public static bool TryDecode(string raw, [NotNullWhen(true)] out string? value)
    {
        value = raw.AsSpan().ContainsAnyExceptInRange(' ', '~') && raw.Any(c => c is not '\t' and (< ' ' or > '~'))
            ? null
            : McpHeaderEncoder.DecodeValue(raw);
        return value is not null;
    }

    private static ProtocolFault? Mismatch(HttpRequest http, Marked argument, JsonNode? given)
    {
        var name = McpHeaders.ParameterPrefix + argument.Header;
        var present = http.Headers.TryGetValue(name, out var values);
        if (given is null)
            return present ? ModernRequestCheck.HeaderFault($"{name} has no argument that it repeats.") : null;
        if (!present) return ModernRequestCheck.HeaderFault($"The header {name} is missing.");
        if (!TryDecode(values.ToString().Trim(), out var decoded))
            return ModernRequestCheck.HeaderFault($"{name} is malformed.");
        return Same(decoded, given) ? null : ModernRequestCheck.HeaderFault($"{name} does not match the body.");
    }

    private static bool Same(string header, JsonNode given) => given.GetValueKind() switch
    {
        JsonValueKind.String => header == given.GetValue<string>(),
        JsonValueKind.True => header == "true",
        JsonValueKind.False => header == "false",
        JsonValueKind.Number => header == given.ToJsonString() || SameNumber(header, given.ToJsonString()),
        _ => header == given.ToJsonString(),
    };

    private static bool SameNumber(string header, string given) =>
        decimal.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
        && decimal.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
        && a == b;

    private static List<Marked> Find(McpServerTool tool)
    {
        List<Marked> marked = [];
        Find(tool is GatewayMcpTool own ? own.Tool.Declared.InputSchema : tool.ProtocolTool.InputSchema, [], marked);
        return marked;
    }

    private static void Find(JsonElement schema, IReadOnlyList<string> path, List<Marked> marked)
    {
        if (schema.ValueKind is not JsonValueKind.Object
            || !schema.TryGetProperty("properties", out var properties)
            || properties.ValueKind is not JsonValueKind.Object) return;
        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind is not JsonValueKind.Object) continue;
            IReadOnlyList<string> deeper = [.. path, property.Name];
            if (property.Value.TryGetProperty("x-mcp-header", out var header)
                && header.GetString() is { Length: > 0 } name)
                marked.Add(new(name, deeper));
            Find(property.Value, deeper, marked);
        }
    }

    private sealed record Marked(string Header, IReadOnlyList<string> Path)
    {
        public JsonNode? In(JsonNode? arguments)
        {
            foreach (var name in Path) arguments = (arguments as JsonObject)?[name];
            return arguments;
        }
    }
}
