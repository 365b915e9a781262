using System.Buffers;
using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// What the tools of Claude Code touch, read from each tool's own fields. A field that is missing, empty or of another
/// type leaves open what the call does, so that a person is asked. Of tools that are not listed nothing is known but
/// that they may execute something.
/// </summary>
internal static class ClaudeCodeFacts
{
    private const int SecretLettersMin = 2;

    private static readonly SearchValues<char> Patterns = SearchValues.Create("*?[]{}");

    private static readonly CallFacts Unclear = new()
    {
        Risk = RiskClass.R3, Preview = "Its arguments are not those that this tool takes, so it may do anything.",
    };

    /// <param name="home">The home directory, which <c>~</c> stands for in that program's paths.</param>
    public static CallFacts Of(string tool, JsonElement input, string home) => tool switch
    {
        // That program runs it, in no sandbox of ours.
        "Bash" => Text(input, "command") is { } line ? new() { Risk = RiskClass.R2, Line = line } : Unclear,
        "Read" or "LS" or "NotebookRead" => Path(input, FieldOf(tool), PathUse.Read, home),
        "Write" or "Edit" or "MultiEdit" or "NotebookEdit" => Path(input, FieldOf(tool), PathUse.Write, home),
        "Glob" => Below(input, "pattern", isRequired: true, home),
        "Grep" => Text(input, "pattern") is null ? Unclear : Below(input, "glob", isRequired: false, home),
        "WebFetch" => Fetch(input),
        _ => new() { Risk = RiskClass.R2 },
    };

    private static string FieldOf(string tool) => tool switch
    {
        "LS" => "path",
        "NotebookRead" or "NotebookEdit" => "notebook_path",
        _ => "file_path",
    };

    private static CallFacts Path(JsonElement input, string field, PathUse use, string home) =>
        PathOf(input, field, home) is not { } path
            ? Unclear
            : new() { Risk = use == PathUse.Read ? RiskClass.R0 : RiskClass.R1, Paths = [(path, use)] };

    private static CallFacts Fetch(JsonElement input) =>
        Uri.TryCreate(Text(input, "url"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new() { Risk = RiskClass.R2, Host = uri.Host }
            : Unclear;

    /// <summary>
    /// A search below <c>path</c>, of the files that a glob names: judged by the directory in which the glob begins,
    /// and by a secret that it may name.
    /// </summary>
    private static CallFacts Below(JsonElement input, string globField, bool isRequired, string home)
    {
        var start = Has(input, "path") ? PathOf(input, "path", home) : ".";
        if (start is null || (!Has(input, globField) && isRequired)) return Unclear;
        if (!Has(input, globField)) return new() { Paths = [(start, PathUse.Read)] };
        if (PathOf(input, globField, home) is not { } glob) return Unclear;

        // Excluding files only takes some away.
        if (glob.StartsWith('!')) return new() { Paths = [(start, PathUse.Read)] };
        var names = glob.Split('/');
        var literal = names.TakeWhile(name => !name.AsSpan().ContainsAny(Patterns)).ToArray();
        if (names.Skip(literal.Length).Any(name => name.Contains("..", StringComparison.Ordinal))) return Unclear;
        var first = Join(start, string.Join('/', literal));
        var secrets = names.Skip(literal.Length).SelectMany(SecretsOf).Take(1);
        return new()
        {
            Paths = [(first, PathUse.Read), .. secrets.Select(secret => (Join(first, secret), PathUse.Read))],
        };
    }

    /// <summary>Names of secrets that a name with patterns, of which some letters are written, may stand for.</summary>
    private static IEnumerable<string> SecretsOf(string name)
    {
        var pattern = Stars(name);
        if (SecretPaths.Looks(name) || SecretPaths.Looks(pattern)) return [name];
        return PatternText.Letters(pattern) < SecretLettersMin
            ? []
            : SecretPaths.Names.Where(known => PatternText.Fits(pattern, known, ignoreCase: true));
    }

    /// <summary>The pattern with <c>*</c> for all that is not written as it is.</summary>
    private static string Stars(string name)
    {
        var pattern = name.ToCharArray();
        var isIn = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            if (name[at] is '[' or '{') isIn++;
            if (isIn > 0 || name[at] == '?') pattern[at] = '*';
            if (name[at] is ']' or '}') isIn = Math.Max(0, isIn - 1);
        }

        return new(pattern);
    }

    private static string Join(string directory, string path) => path switch
    {
        "" => directory.Length == 0 ? "/" : directory,
        _ when path.StartsWith('/') => path,
        _ => $"{directory.TrimEnd('/')}/{path}",
    };

    /// <summary>A path as that program takes it; null where the field is missing, is no text or is ambiguous.</summary>
    private static string? PathOf(JsonElement input, string field, string home)
    {
        if (Text(input, field) is not { } path || path != path.Trim() || path.Contains('\0', StringComparison.Ordinal))
            return null;
        if (path == "~") return home;
        if (path.StartsWith("~/", StringComparison.Ordinal)) return $"{home}/{path[2..]}";
        return path.StartsWith('~') ? null : path;
    }

    private static bool Has(JsonElement input, string field) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty(field, out var value)
        && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement input, string field) =>
        Has(input, field)
        && input.GetProperty(field) is { ValueKind: JsonValueKind.String } value
        && value.GetString() is { } text
        && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;
}
