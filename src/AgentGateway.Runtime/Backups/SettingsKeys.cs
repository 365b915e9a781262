using System.Text.Json;

namespace AgentGateway.Runtime.Backups;

/// <summary>The keys of model providers, which a person may have written into the settings themselves.</summary>
internal static class SettingsKeys
{
    public const string File = "appsettings.json";

    private const string Key = "api_key";

    private static readonly JsonReaderOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>
    /// The settings as they were written, with empty texts for the keys; null where they cannot be read, so that it is
    /// not known what is in them.
    /// </summary>
    public static byte[]? Without(byte[] settings)
    {
        var kept = new MemoryStream(settings.Length);
        var written = 0;
        try
        {
            var reader = new Utf8JsonReader(settings, Lenient);
            var isKey = false;
            while (reader.Read())
            {
                if (isKey && reader.TokenType == JsonTokenType.String)
                {
                    var at = (int)reader.TokenStartIndex;
                    kept.Write(settings, written, at - written);
                    kept.Write("\"\""u8);
                    written = (int)reader.BytesConsumed;
                }

                isKey = reader.TokenType == JsonTokenType.PropertyName
                    && string.Equals(reader.GetString(), Key, StringComparison.OrdinalIgnoreCase);
            }
        }
        catch (JsonException)
        {
            return null;
        }

        kept.Write(settings, written, settings.Length - written);
        return kept.ToArray();
    }
}
