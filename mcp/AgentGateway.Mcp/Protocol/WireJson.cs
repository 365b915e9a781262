using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Protocol;

/// <summary>How messages stand on the wire. Reading is stricter than the SDK's: no name twice in one object.</summary>
internal static class WireJson
{
    public const int DepthMax = 64;

    /// <summary>What is written may wrap what was read, so it must be allowed to be deeper.</summary>
    private const int WrittenDepthMax = 4 * DepthMax;

    private static readonly JsonTypeInfo<JsonRpcMessage> Read = TypeInfo(new(McpJsonUtilities.DefaultOptions)
    {
        AllowDuplicateProperties = false,
        // Names that differ in case are two names, such as http_proxy and HTTP_PROXY in an environment.
        PropertyNameCaseInsensitive = false,
        MaxDepth = DepthMax,
    });

    private static readonly JsonTypeInfo<JsonRpcMessage> Written = TypeInfo(new(McpJsonUtilities.DefaultOptions)
    {
        MaxDepth = WrittenDepthMax,
    });

    private static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = WrittenDepthMax,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <exception cref="JsonException">Not JSON, or not a message.</exception>
    public static JsonRpcMessage? Deserialize(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Read);

    public static void Serialize(IBufferWriter<byte> output, JsonRpcMessage message)
    {
        var writer = _writer ??= new Utf8JsonWriter(output, Writing);
        writer.Reset(output);
        JsonSerializer.Serialize(writer, message, Written);
        writer.Flush();
    }

    private static JsonTypeInfo<JsonRpcMessage> TypeInfo(JsonSerializerOptions options) =>
        (JsonTypeInfo<JsonRpcMessage>)options.GetTypeInfo(typeof(JsonRpcMessage));
}
