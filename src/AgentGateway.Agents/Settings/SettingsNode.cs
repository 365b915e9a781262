using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Agents.Settings;

/// <summary>
/// A part of the settings, wherever it was written: in the settings file, the environment or the front matter of an
/// agent's file. One reader serves them all, is strict about names, and says which key of which place is wrong.
/// </summary>
/// <param name="place">Where it stands, for messages: <c>Agents:svarog</c>, <c>agents/svarog.md</c>.</param>
/// <param name="line">Its line in a file, from 1; 0 where there are no lines to speak of.</param>
internal sealed class SettingsNode(
    string place, string name, string? value, IReadOnlyList<SettingsNode> children, int line = 0)
{
    public int Line => line;

    public string Place => place;

    public string Name => name;

    public string? Value => value;

    public IReadOnlyList<SettingsNode> Children => children;

    /// <summary>The tree of pairs such as <c>svarog:aliases:0 = main</c>.</summary>
    public static SettingsNode Of(string place, IEnumerable<KeyValuePair<string, string?>> pairs)
    {
        var own = (string?)null;
        var below = new Dictionary<string, List<KeyValuePair<string, string?>>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, text) in pairs)
        {
            if (key.Length == 0)
            {
                own = text;
                continue;
            }

            var colon = key.IndexOf(':', StringComparison.Ordinal);
            var (head, rest) = colon < 0 ? (key, "") : (key[..colon], key[(colon + 1)..]);
            if (!below.TryGetValue(head, out var list)) below[head] = list = [];
            list.Add(new(rest, text));
        }

        return new(
            place,
            place[(place.LastIndexOf(':') + 1)..],
            own,
            [.. below.Select(child => Of($"{place}:{child.Key}", child.Value))]);
    }

    /// <summary>The child of that name; <c>base_url</c>, <c>BaseUrl</c> and <c>baseUrl</c> are one name.</summary>
    public SettingsNode? Find(string key) => children.FirstOrDefault(child => Plain(child.Name) == Plain(key));

    /// <summary>The text of a child, or null when it is absent or blank.</summary>
    public string? Text(string key) =>
        Find(key)?.Value is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>The texts of a list, also of one that was written as a single value.</summary>
    public IReadOnlyList<string>? List(string key) =>
        Find(key) is not { } child ? null
        : child.Children.Count > 0 ? [.. child.Children.Select(item => item.Value ?? "").Where(item => item.Length > 0)]
        : child.Value is null ? []
        : child.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A number within its bounds; otherwise null, and the problem is noted.</summary>
    public decimal? Number(string key, decimal min, decimal max, List<Rejection> problems)
    {
        if (Text(key) is not { } text) return null;
        if (decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        problems.Add(Wrong(key, $"is \"{text}\"", $"Give a number from {min} to {max}, or remove the key."));
        return null;
    }

    /// <summary>Notes every key that means nothing here.</summary>
    public void RefuseOthers(IReadOnlyList<string> known, List<Rejection> problems)
    {
        foreach (var child in children)
            if (!known.Any(key => Plain(key) == Plain(child.Name)))
                problems.Add(Wrong(child.Name, "is not known", $"Known keys are {string.Join(", ", known)}."));
    }

    public Rejection Wrong(
        string key, string what, string hint) =>
            new("invalid_setting", $"{Where(Find(key)?.Line ?? line)}: the key \"{key}\" {what}.", hint);

    /// <summary>Something is wrong with the whole of it.</summary>
    public Rejection Wrong(string what, string hint) => new("invalid_setting", $"{Where(line)}: {what}.", hint);

    private string Where(int at) =>
        at == 0 ? place : string.Create(CultureInfo.InvariantCulture, $"{place}, line {at}");

    private static string Plain(string key) => key.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
