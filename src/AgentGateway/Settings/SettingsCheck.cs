using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Settings;

/// <summary>
/// Compares the settings, wherever they come from, with the schema that editors use too. The schema keeps to a few
/// words: type, properties, additionalProperties, items, enum, minimum, maximum.
/// </summary>
internal sealed class SettingsCheck(IConfigurationRoot settings, IReadOnlyList<string> origins)
{
    private readonly List<Rejection> _problems = [];

    public IReadOnlyList<Rejection> Problems()
    {
        using var schema = SettingsSchema.Parse();
        foreach (var section in settings.GetChildren())
            if (!section.Key.StartsWith('$'))
                CheckMember(schema.RootElement, "", section);
        return _problems;
    }

    private void CheckMember(JsonElement parent, string parentPath, IConfigurationSection section)
    {
        if (SettingsSchema.Member(parent, section.Key) is { } schema) Check(schema, section);
        else
            _problems.Add(new("unknown_setting", $"There is no setting {section.Path}{Shown(section)}.",
                $"{(parentPath.Length == 0 ? "The sections are" : $"{parentPath} has")}: "
                    + $"{string.Join(", ", Names(parent))}."));
    }

    private void Check(JsonElement schema, IConfigurationSection section)
    {
        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : null;
        if (type is "object" or "array")
        {
            if (section.Value is { Length: > 0 }) Refuse(section, type == "object" ? "a group of settings" : "a list");
            foreach (var child in section.GetChildren())
            {
                if (type == "object") CheckMember(schema, section.Path, child);
                else if (int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    CheckItem(schema.GetProperty("items"), child);
                else Refuse(section, "a list");
            }
        }
        else if (section.GetChildren().Any())
        {
            Refuse(section, Expected(schema, type));
        }
        else if (section.Value is { } value && !Fits(schema, type, value))
        {
            Refuse(section, Expected(schema, type));
        }
    }

    private void CheckItem(JsonElement schema, IConfigurationSection item)
    {
        if (item.Value is not null || item.GetChildren().Any()) Check(schema, item);
        else
            _problems.Add(new(
                "invalid_setting",
                $"The setting {item.Path} is null{Shown(item)}.",
                "Take it out of the list, or write what it should be."));
    }

    private static bool Fits(JsonElement schema, string? type, string value) => type switch
    {
        "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && InRange(schema, whole),
        "number" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && InRange(schema, number),
        "boolean" => bool.TryParse(value, out _),
        _ => !schema.TryGetProperty("enum", out var allowed)
            || allowed.EnumerateArray()
                .Any(one => string.Equals(one.GetString(), value, StringComparison.OrdinalIgnoreCase)),
    };

    private static bool InRange(JsonElement schema, double number) =>
        !(schema.TryGetProperty("minimum", out var least) && number < least.GetDouble())
        && !(schema.TryGetProperty("maximum", out var most) && number > most.GetDouble());

    private static string Expected(JsonElement schema, string? type)
    {
        if (schema.TryGetProperty("enum", out var allowed))
            return "one of " + string.Join(", ", allowed.EnumerateArray().Select(one => one.GetString()));
        var range = (schema.TryGetProperty("minimum", out var least),
            schema.TryGetProperty("maximum", out var most)) switch
        {
            (true, true) => $" from {least} to {most}",
            (true, false) => $" of at least {least}",
            (false, true) => $" of at most {most}",
            _ => "",
        };
        return type switch { "integer" =>
            "a whole number", "number" => "a number", "boolean" => "true or false", _ => "a text" }
            + range;
    }

    private void Refuse(IConfigurationSection section, string expected) =>
        _problems.Add(new(
            "invalid_setting",
            $"The setting {section.Path}{Shown(section)} is not {expected}.",
            $"Set {section.Path} to {expected}."));

    /// <summary>The value and where it comes from. A secret is not repeated.</summary>
    private string Shown(IConfigurationSection section)
    {
        var key = section.Path;
        if (section.Value is null)
            key = section.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key).FirstOrDefault()
                ?? key;
        var at = settings.Providers.ToList().FindLastIndex(provider => provider.TryGet(key, out _));
        var origin = at >= 0 ? $" in {origins[at]}" : "";
        var isSecret = string.Equals(SettingsSchema.Plain(section.Key), "apikey", StringComparison.OrdinalIgnoreCase);
        return section.Value is null || isSecret ? $" ({origin.TrimStart()})" : $" (\"{section.Value}\"{origin})";
    }

    private static IEnumerable<string> Names(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => property.Name).Where(name => !name.StartsWith('$'))
            : [];
}
