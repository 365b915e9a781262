using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Runtime.Files;
using AgentGateway.Settings;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Configuration;

/// <summary>A change of the settings file that is checked before it takes the file's place.</summary>
internal static class ConfigDraft
{
    private static readonly string[] Secrets = ["apikey", "token", "password", "secret"];

    public static string[] Names(string key) => key.Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a value is not shown.</summary>
    public static bool IsSecret(string key) =>
        SettingsSchema.Plain(Names(key) is [.., var last] ? last : "").ToLowerInvariant() is var name
        && (Secrets.Contains(name) || key.Contains(":env:", StringComparison.OrdinalIgnoreCase)
            || key.Contains(":headers:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Sets it in the file, or says why not; then nothing has changed.</summary>
    public static Rejection? Set(DataDirectory data, string key, string value)
    {
        var names = Names(key);
        if (Schema(key).IsRejected(out var unknown, out var type)) return unknown;
        if (SettingsFile.Refuse(data.Settings) is { } refused) return refused;
        string changed;
        try
        {
            changed = JsonText.Set(
                Begin(data), names, Written(type, value), StringComparison.OrdinalIgnoreCase);
        }
        catch (JsonException broken)
        {
            return new("invalid_settings", $"{data.Settings} cannot be changed: {broken.Message}", "agw config edit");
        }

        var draft = data.Settings + ".new";
        File.WriteAllText(draft, changed);
        File.SetUnixFileMode(draft, DataDirectory.OwnerFile);
        var (_, problems) = SettingsLoader.Load(data, new Dictionary<string, string?>(), draft);
        if (problems.Count > 0)
        {
            File.Delete(draft);
            var problem = problems[0];
            return problem with
            {
                Message = problem.Message.Replace(draft, data.Settings, StringComparison.Ordinal),
            };
        }

        File.Move(draft, data.Settings, overwrite: true);
        return null;
    }

    /// <summary>Makes the file, with the schema beside it, where there is none.</summary>
    /// <returns>Its text.</returns>
    public static string Begin(DataDirectory data)
    {
        data.Create();
        var schema = data.In("appsettings.schema.json");
        if (!File.Exists(schema) || File.ReadAllText(schema) != SettingsSchema.Text) Write(schema, SettingsSchema.Text);
        if (!File.Exists(data.Settings)) Write(data.Settings, "{\n  \"$schema\": \"./appsettings.schema.json\"\n}\n");
        return File.ReadAllText(data.Settings);
    }

    /// <summary>What the schema says of a setting, or that there is none of that name.</summary>
    public static Outcome<string> Describe(string key)
    {
        using var schema = SettingsSchema.Parse();
        return SettingsSchema.Of(schema.RootElement, Names(key)) is { } found
            ? found.TryGetProperty("description", out var text) ? text.GetString()! : ""
            : Unknown(key);
    }

    /// <summary>Names and values as JSON.</summary>
    public static string Json(Dictionary<string, string> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values) json[name] = value;
        return json.ToJsonString(HostJson.Plain.Options);
    }

    /// <summary>The type that the schema wants, or that there is no such setting.</summary>
    private static Outcome<string> Schema(string key)
    {
        using var schema = SettingsSchema.Parse();
        return Names(key) is not [] && SettingsSchema.Of(schema.RootElement, Names(key)) is { } found
            ? found.TryGetProperty("type", out var type) ? type.GetString() ?? "string" : "string"
            : Unknown(key);
    }

    private static Rejection Unknown(string key) => new(
        "unknown_setting",
        $"There is no setting {key}.",
        "Groups and settings are separated by colons; `agw config edit` puts the schema beside the file.");

    /// <summary>
    /// A text stands in quotes; of another type what is no JSON stands in quotes as well, and the check says what would
    /// be right.
    /// </summary>
    private static string Written(string type, string value)
    {
        if (type != "string")
            try
            {
                return JsonNode.Parse(value) is { } json ? json.ToJsonString(HostJson.Plain.Options) : "null";
            }
            catch (JsonException)
            {
                // Told by the check.
            }

        return JsonValue.Create(value)!.ToJsonString(HostJson.Plain.Options);
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, DataDirectory.OwnerFile);
    }
}
