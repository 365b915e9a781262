using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Secrets;

/// <summary>
/// The secret values that this daemon knows: stored secrets, and hidden variables of sessions and MCP servers. It takes
/// them out of everything that leaves the daemon or enters the journal. Safe for several threads.
/// </summary>
/// <remarks>
/// Output of a session is redacted where it is read (<see cref="RedactedOutput"/>), events where they enter the journal
/// (<c>Mailbox</c>), answers where a tool has ended, and log entries where they are written. A value stays known until
/// the daemon ends, because what was printed stays readable after a secret has been changed or removed.
/// </remarks>
public sealed class KnownSecrets
{
    /// <summary>
    /// A shorter value is only taken out of the output of the sessions that have it: in names and texts of all kinds
    /// it would occur by chance.
    /// </summary>
    public const int ValueCharactersMin = 8;

    private readonly Lock _lock = new();

    /// <summary>Each value with the name under which it is stored; null for one that is stored under none.</summary>
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    private volatile SecretMatcher _matcher = SecretMatcher.None;

    /// <summary>Finds all values that are known now.</summary>
    public SecretMatcher Matcher => _matcher;

    public void Add(params IEnumerable<string> values) => Add(null, values);

    /// <summary>The same for the value of a stored secret, which is called by its name where it is found.</summary>
    public void AddStored(string name, string value) => Add(name, [value]);

    /// <summary>Finds these values too, besides all that are known at that time.</summary>
    public Func<SecretMatcher> With(IReadOnlyCollection<string> own)
    {
        if (own.All(value => value.Length >= ValueCharactersMin && IsKnown(value))) return () => Matcher;
        (SecretMatcher Known, SecretMatcher All)? made = null;
        var making = new Lock();
        return () =>
        {
            lock (making)
            {
                var known = _matcher;
                if (made?.Known != known)
                    lock (_lock) made = (known, new([.. _values.Keys, .. own]));
                return made!.Value.All;
            }
        };
    }

    /// <summary>
    /// Refuses texts that have a known value, because they are stored and then run: with the value taken out they would
    /// do something else.
    /// </summary>
    public Rejection? Refuse(params IEnumerable<string?> texts)
    {
        if (FindIn(texts) is not { } found) return null;
        var name = found.Name ?? "NAME";
        return new(
            "secret_in_command",
            $"The call has {found.Words} in it, and what is run later is stored and shown.",
            (found.Name is null ? $"Have it stored with agw secret set {name}. " : "")
                + $"Give a session the variable {name}=secret:{name} in its environment (session_create), and write "
                + $"\"${name}\" in its commands instead.");
    }

    /// <summary>
    /// What a caller is told whose texts are stored without a known value that they have; null where they have none.
    /// </summary>
    public string? NoticeOf(params IEnumerable<string?> texts) =>
        FindIn(texts) is { } found
            ? $"The call has {found.Words} in it. The journal, and all that is read from it, has "
                + $"{SecretMatcher.Replacement} in that place."
            : null;

    public string Redact(string text) => _matcher.Redact(text);

    /// <summary>
    /// JSON without secrets in its texts; a text that is no JSON without secrets. Names of properties are left as they
    /// are.
    /// </summary>
    public string RedactJson(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        try
        {
            return RedactJson(bytes, AllTexts) is { } redacted ? Encoding.UTF8.GetString(redacted) : json;
        }
        catch (JsonException)
        {
            return Redact(json);
        }
    }

    /// <summary>The event as it may be stored.</summary>
    /// <exception cref="JsonException">
    /// It cannot be read without the values, and must not be stored with them.
    /// </exception>
    internal DomainEvent Redact(StreamKind kind, DomainEvent told)
    {
        if (_matcher.IsEmpty) return told;
        var type = kind.Events.First(each => each.Type == told.GetType());
        var json = type.Write(told);
        var changed = new List<int>();
        if (RedactJson(json, AllTexts, changed) is not { } redacted) return told;
        if (TryRead(type, redacted) is { } stored) return stored;

        // A text that the event cannot be read without is a word of its own, such as a state: storing that word gives
        // nothing away. All other texts are stored without the values.
        var words = changed.Where(
            text => RedactJson(json, each => each == text) is { } alone && TryRead(type, alone) is null).ToHashSet();
        return RedactJson(json, each => !words.Contains(each)) is { } rest ? type.Read(rest) : told;
    }

    private static DomainEvent? TryRead(EventKind type, byte[] json)
    {
        try
        {
            return type.Read(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool AllTexts(int text) => true;

    private void Add(string? name, IEnumerable<string> values)
    {
        lock (_lock)
        {
            var known = _values.Count;
            foreach (var value in values.Where(value => value.Length >= ValueCharactersMin))
                if (!_values.TryAdd(value, name) && name is not null) _values[value] = name;
            if (_values.Count > known) _matcher = new(_values.Keys);
        }
    }

    /// <summary>Which value the texts have, in words that do not tell it.</summary>
    private (string? Name, string Words)? FindIn(IEnumerable<string?> texts)
    {
        string[] with = [.. texts.OfType<string>().Where(text => !ReferenceEquals(Redact(text), text))];
        if (with.Length == 0) return null;
        KeyValuePair<string, string?>[] named;
        lock (_lock) named = [.. _values.Where(pair => pair.Value is not null)];
        var found = named.FirstOrDefault(pair => new SecretMatcher([pair.Key]) is var one
            && with.Any(text => !ReferenceEquals(one.Redact(text), text)));
        return found.Value is { } name ? (name, $"the value of the secret {name}") : (null, "the value of a secret");
    }

    private bool IsKnown(string value)
    {
        lock (_lock) return _values.ContainsKey(value);
    }

    /// <summary>Null where there is nothing to take out.</summary>
    /// <param name="isChosen">Whether the text of that number, counted from 0, may be changed.</param>
    /// <param name="changed">Gets the numbers of the texts that were changed.</param>
    private byte[]? RedactJson(byte[] json, Func<int, bool> isChosen, List<int>? changed = null)
    {
        var matcher = _matcher;
        if (!matcher.MayBeIn(json)) return null;
        var isChanged = false;
        var text = 0;
        var result = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(
            result, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                var isText = reader.TokenType == JsonTokenType.String;
                if (Copy(ref reader, writer, isText && isChosen(text) ? matcher : SecretMatcher.None))
                {
                    isChanged = true;
                    changed?.Add(text);
                }

                if (isText) text++;
            }
        }

        return isChanged ? result.WrittenSpan.ToArray() : null;
    }

    private static bool Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, SecretMatcher matcher)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                return false;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                return false;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                return false;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                return false;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                return false;
            case JsonTokenType.String:
                var text = reader.GetString()!;
                var redacted = matcher.Redact(text);
                writer.WriteStringValue(redacted);
                return !ReferenceEquals(text, redacted);
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                return false;
        }
    }
}
