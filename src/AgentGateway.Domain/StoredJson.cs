using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentGateway.Domain;

/// <summary>
/// The form of stored JSON, of events, states and rows: snake_case, nulls and defaults absent, non-ASCII characters as
/// they are. What is stored is read for ever: properties are added, never renamed, and a snapshot test holds the shape.
/// </summary>
public static class StoredJson
{
    /// <summary>New options each time, because a JSON context keeps the ones that it is made with.</summary>
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
