using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Settings;

/// <summary>
/// Changes one setting in the text of a settings file and leaves everything else as a person wrote it: comments, order,
/// spaces. The text is JSON with comments and trailing commas.
/// </summary>
internal static class SettingsText
{
    private const int IndentEach = 2;

    private static readonly JsonReaderOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <param name="path">The names that lead to the setting; they count without regard to case.</param>
    /// <param name="value">The new value, as JSON.</param>
    /// <returns>The text with the setting; groups that are missing are made.</returns>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static string Set(string text, IReadOnlyList<string> path, string value)
    {
        if (string.IsNullOrWhiteSpace(text)) text = "{\n}\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        var place = Find(bytes, path);
        var (from, to, written) = place.IsThere
            ? (place.From, place.To, value)
            : (place.From, place.From, Member(path.Skip(place.Depth).ToList(), value, place));
        return Encoding.UTF8.GetString(bytes.AsSpan(0, from)) + written + Encoding.UTF8.GetString(bytes.AsSpan(to));
    }

    /// <summary>
    /// Walks down as far as the names lead. Where a group ends without the name, the place is behind its last member.
    /// </summary>
    private static Place Find(byte[] bytes, IReadOnlyList<string> path)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The settings are no JSON object.");
        for (var depth = 0; ; depth++)
        {
            // The reader stands on the brace that opens the group; behind it the first member would go.
            var (last, hasMembers, isDeeper) = ((int)reader.BytesConsumed, false, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isNamed = string.Equals(reader.GetString(), path[depth], StringComparison.OrdinalIgnoreCase);
                reader.Read();
                if (isNamed && depth == path.Count - 1)
                {
                    var from = (int)reader.TokenStartIndex;
                    reader.Skip();
                    return new(true, from, (int)reader.BytesConsumed, depth, true);
                }

                if (isNamed && reader.TokenType == JsonTokenType.StartObject)
                {
                    isDeeper = true;
                    break;
                }

                if (isNamed)
                    throw new JsonException($"{string.Join(':', path.Take(depth + 1))} is no group of settings.");
                reader.Skip();
                (last, hasMembers) = ((int)reader.BytesConsumed, true);
            }

            if (!isDeeper) return new(false, last, last, depth, hasMembers);
        }
    }

    private static string Member(List<string> names, string value, Place place)
    {
        var text = value;
        for (var at = names.Count - 1; at >= 0; at--)
        {
            var indent = new string(' ', IndentEach * (place.Depth + at + 1));
            var member = $"{indent}{JsonValue.Create(names[at])!.ToJsonString()}: {text}";
            var close = new string(' ', IndentEach * (place.Depth + at));
            text = at == 0 ? member : $"{{\n{member}\n{close}}}";
        }

        // Before the first member of a group that has none, the end of the group needs a line of its own.
        return place.HasMembers
            ? $",\n{text}"
            : $"\n{text}{(place.Depth == 0 ? "" : $"\n{new string(' ', IndentEach * place.Depth)}")}";
    }

    /// <param name="Depth">How many groups were entered.</param>
    private readonly record struct Place(bool IsThere, int From, int To, int Depth, bool HasMembers);
}
