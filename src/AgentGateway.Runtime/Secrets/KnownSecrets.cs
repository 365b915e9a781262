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
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private volatile SecretMatcher _matcher = SecretMatcher.None;

    /// <summary>Finds all values that are known now.</summary>
    public SecretMatcher Matcher => _matcher;

    public void Add(params IEnumerable<string> values)
    {
        lock (_lock)
        {
            var known = _values.Count;
            _values.UnionWith(values.Where(value => value.Length >= ValueCharactersMin));
            if (_values.Count > known) _matcher = new(_values);
        }
    }

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
                    lock (_lock) made = (known, new([.. _values, .. own]));
                return made!.Value.All;
            }
        };
    }

    /// <summary>
    /// Refuses texts that have a known value, because they are stored and then run: with the value taken out they would
    /// do something else.
    /// </summary>
    public Rejection? Refuse(params IEnumerable<string?> texts) =>
        texts.OfType<string>().Any(text => !ReferenceEquals(Redact(text), text))
            ? new(
                "secret_in_command",
                "The command has the value of a secret in it, and commands are stored and shown.",
                "Give the session the secret as a variable, environment NAME=secret:NAME, and write \"$NAME\" instead.")
            : null;

    public string Redact(string text) => _matcher.Redact(text);

    /// <summary>JSON without secrets in its texts. Names of properties are left as they are.</summary>
    public string RedactJson(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return RedactJson(bytes) is { } redacted ? Encoding.UTF8.GetString(redacted) : json;
    }

    /// <summary>The event as it may be stored.</summary>
    internal DomainEvent Redact(StreamKind kind, DomainEvent told)
    {
        if (_matcher.IsEmpty) return told;
        var type = kind.Events.First(each => each.Type == told.GetType());
        if (RedactJson(type.Write(told)) is not { } redacted) return told;
        try
        {
            return type.Read(redacted);
        }
        catch (JsonException)
        {
            // The value is a word that the event itself uses, such as a state, so storing it gives nothing away.
            return told;
        }
    }

    private bool IsKnown(string value)
    {
        lock (_lock) return _values.Contains(value);
    }

    /// <summary>Null where there is nothing to take out.</summary>
    private byte[]? RedactJson(byte[] json)
    {
        var matcher = _matcher;
        if (!matcher.MayBeIn(json)) return null;
        var isChanged = false;
        var result = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(
            result, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read()) isChanged |= Copy(ref reader, writer, matcher);
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
