using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Memory;

/// <summary>Stores a scope as its text.</summary>
public sealed class MemoryScopeConverter : JsonConverter<MemoryScope>
{
    public override MemoryScope Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MemoryScope.TryParse(reader.GetString(), out var scope) ? scope : throw new JsonException("This is no scope.");

    public override void Write(Utf8JsonWriter writer, MemoryScope value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
