using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Recall.Evaluation;

/// <summary>
/// Reads a data set in the layout of LoCoMo: an array of conversations, each with <c>conversation</c> (for each session
/// n <c>session_n</c>, a list of turns, and <c>session_n_date_time</c>) and <c>qa</c>. Evidence that names no turn, as
/// such data sets have some, is left out, and with it a question that has no other.
/// </summary>
public static class RecallDataReader
{
    private const string SessionPrefix = "session_";
    private const string DateSuffix = "_date_time";
    private static readonly char[] Separators = [';', ',', ' ', '\t', '\n'];

    private static readonly string[] DateFormats =
        ["h:mm tt 'on' d MMMM, yyyy", "h:mm tt 'on' d MMMM yyyy", "d MMMM, yyyy", "d MMMM yyyy"];

    /// <param name="name">The file's name, for refusals.</param>
    public static Outcome<RecallDataSet> Read(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var entries = root.ValueKind switch
            {
                JsonValueKind.Array => root.EnumerateArray().ToArray(),
                JsonValueKind.Object => [root],
                _ => [],
            };
            List<EvaluatedConversation> conversations = [];
            foreach (var entry in entries)
            {
                if (Conversation(entry, conversations.Count + 1) is not { } conversation)
                    return Unreadable(
                        name, $"its entry {conversations.Count + 1} has no \"conversation\" with \"session_1\" in it");
                conversations.Add(conversation);
            }

            return conversations.Sum(conversation => conversation.Questions.Count) == 0
                ? Unreadable(name, "it has no question (\"qa\") whose evidence names a turn")
                : new RecallDataSet(conversations);
        }
        catch (JsonException bad)
        {
            return Unreadable(name, $"it is no JSON: {bad.Message.TrimEnd('.')}");
        }
    }

    private static Rejection Unreadable(string name, string why) => new(
        "recall_data_unreadable",
        $"{name} cannot be evaluated: {why}.",
        "Give a file in LoCoMo's layout: agw recall-eval --help describes it.");

    private static EvaluatedConversation? Conversation(JsonElement entry, int number)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("conversation", out var said) || said.ValueKind != JsonValueKind.Object)
            return null;
        EvaluatedSession[] sessions = [.. Sessions(said).OrderBy(session => session.Number)];
        if (sessions.Length == 0) return null;
        var turns = sessions.SelectMany(session => session.Turns).Select(turn => turn.Id).ToHashSet(StringComparer.Ordinal);
        return new(
            Text(entry, "sample_id") is { Length: > 0 } id ? id : $"conversation {number}",
            sessions,
            [.. Questions(entry, turns)]);
    }

    private static IEnumerable<EvaluatedSession> Sessions(JsonElement said)
    {
        foreach (var property in said.EnumerateObject())
        {
            if (!property.Name.StartsWith(SessionPrefix, StringComparison.Ordinal)
                || property.Value.ValueKind != JsonValueKind.Array
                || !int.TryParse(
                    property.Name.AsSpan(SessionPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            var turns = property.Value.EnumerateArray().Where(turn => turn.ValueKind == JsonValueKind.Object)
                .Select((turn, index) => Turn(turn, number, index + 1)).ToArray();
            yield return new(number, DateOf(Text(said, property.Name + DateSuffix)), turns);
        }
    }

    private static EvaluatedTurn Turn(JsonElement turn, int session, int place)
    {
        var caption = Text(turn, "blip_caption");
        return new(
            Text(turn, "dia_id") is { Length: > 0 } id ? id : $"D{session}:{place}",
            Text(turn, "speaker") is { Length: > 0 } speaker ? speaker : "unknown",
            caption.Length > 0 ? $"{Text(turn, "text")} [picture: {caption}]" : Text(turn, "text"));
    }

    private static IEnumerable<EvaluatedQuestion> Questions(JsonElement entry, HashSet<string> turns)
    {
        if (!entry.TryGetProperty("qa", out var questions) || questions.ValueKind != JsonValueKind.Array) yield break;
        foreach (var question in questions.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object))
        {
            string[] evidence =
                [.. Evidence(question).SelectMany(text => text.Split(Separators)).Where(turns.Contains).Distinct()];
            if (evidence.Length > 0 && Text(question, "question") is { Length: > 0 } text)
                yield return new(text, Category(question), evidence);
        }
    }

    private static IEnumerable<string> Evidence(JsonElement question) =>
        !question.TryGetProperty("evidence", out var evidence) ? []
        : evidence.ValueKind switch
        {
            JsonValueKind.Array => evidence.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String)
                .Select(each => each.GetString()!),
            JsonValueKind.String => [evidence.GetString()!],
            _ => [],
        };

    private static string Category(JsonElement question) =>
        !question.TryGetProperty("category", out var category) ? "none"
        : category.ValueKind == JsonValueKind.String ? category.GetString()!
        : category.GetRawText();

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Sessions without a readable date have one that no question names.</summary>
    private static DateTimeOffset DateOf(string text) =>
        DateTimeOffset.TryParseExact(
            text.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at)
            ? at
            : DateTimeOffset.UnixEpoch;
}
