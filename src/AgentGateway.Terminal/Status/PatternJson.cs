using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentGateway.Terminal.Status;

/// <summary>Reading pattern files, in which people may comment.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(PatternFile))]
internal sealed partial class PatternJson : JsonSerializerContext
{
    private static readonly JsonReaderOptions Commented = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    /// <summary>The line on which each rule begins, from 1.</summary>
    public static IReadOnlyList<int> LinesOfRules(ReadOnlySpan<byte> json)
    {
        var lines = new List<int>();
        var reader = new Utf8JsonReader(json, Commented);
        var isInRules = false;
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                isInRules = reader.ValueTextEquals("rules"u8);
            else if (isInRules && reader is { TokenType: JsonTokenType.StartObject, CurrentDepth: 2 })
                lines.Add(json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1);
        }

        return lines;
    }
}
