using System.Text.Json;

namespace AgentGateway.Agents.Embeddings;

/// <summary>Reads the vectors out of an answer, in the order of the texts. Pure.</summary>
internal static class EmbeddingAnswer
{
    private const int NumbersMax = 16_384;

    /// <summary>
    /// In OpenAI's protocol <c>data[].embedding</c> with <c>index</c>; in Ollama's <c>embeddings[]</c>, where the order is
    /// that of the texts.
    /// </summary>
    /// <param name="count">So many texts were sent.</param>
    /// <returns>Null, and what is wrong with the answer.</returns>
    public static (IReadOnlyList<float[]>? Vectors, string? Fault) Read(ReadOnlyMemory<byte> body, bool isOllama, int count)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty(isOllama ? "embeddings" : "data", out var list)
                || list.ValueKind != JsonValueKind.Array)
                return (null, isOllama ? "an answer without \"embeddings\"" : "an answer without \"data\"");
            var vectors = new float[]?[count];
            var place = 0;
            foreach (var entry in list.EnumerateArray())
            {
                var at = isOllama ? place : PlaceOf(entry, place);
                if (at < 0 || at >= count || vectors[at] is not null) return (null, "vectors for texts that were not sent");
                var numbers = isOllama ? entry
                    : entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("embedding", out var given) ? given
                    : default;
                vectors[at] = Numbers(numbers);
                if (vectors[at] is null) return (null, "a vector that is no list of numbers");
                place++;
            }

            if (place != count) return (null, $"{place} vectors for {count} texts");
            return vectors.Any(vector => vector!.Length != vectors[0]!.Length)
                ? (null, "vectors of different lengths")
                : ([.. vectors.OfType<float[]>()], null);
        }
        catch (JsonException)
        {
            return (null, "what is no JSON");
        }
    }

    private static int PlaceOf(JsonElement entry, int place) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("index", out var index)
            ? index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var given) ? given : -1
            : place;

    private static float[]? Numbers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > NumbersMax) return null;
        var numbers = new float[list.GetArrayLength()];
        var at = 0;
        foreach (var number in list.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetSingle(out var value) || !float.IsFinite(value))
                return null;
            numbers[at++] = value;
        }

        return numbers;
    }
}
