using System.Text;
using System.Text.Json;

namespace AgentGateway.Runtime.Skills;

/// <summary>Makes a skill of the files of a folder, or says which line of which file is wrong. Pure.</summary>
internal sealed class SkillParser(IFrontMatterReader reader)
{
    private const string Fence = "---";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Skill? Read(SkillFolder folder, SkillOrigin origin, out SkillProblem? problem)
    {
        problem = folder.Problem ?? NotText(folder);
        if (problem is not null) return null;
        var file = folder.Files.First(file => file.Path == SkillRules.MainFile);
        var path = Path.Combine(folder.Directory, SkillRules.MainFile);
        var text = Strict.GetString(file.Bytes.Span).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (Split(text, out var body) is not { } yaml)
        {
            problem = new(path, 1, $"It has to begin with front matter between two lines of {Fence}.");
            return null;
        }

        if (yaml.Length > SkillRules.FrontMatterCharactersMax)
        {
            problem = new(
                path, 1, $"Its front matter has more than {SkillRules.FrontMatterCharactersMax} characters.");
            return null;
        }

        if (reader.Read(yaml, out var fault) is not { } matter)
        {
            problem = new(path, (fault?.Line ?? 0) + 1, fault?.Reason ?? "Its front matter cannot be read.");
            return null;
        }

        var wrong = new Wrong(path, matter);
        var name = wrong.Text("name", SkillRules.NameCharactersMax, isNeeded: true);
        var description = wrong.Text("description", SkillRules.DescriptionCharactersMax, isNeeded: true);
        var when = wrong.Text("when", SkillRules.DescriptionCharactersMax, isNeeded: false);
        var tools = wrong.Words("tools");
        if (name.Length > 0 && name != folder.Name)
            wrong.Note("name", $"The name \"{name}\" is not that of its folder, \"{folder.Name}\".");
        else if (name.Length > 0 && !SkillRules.IsName(name))
            wrong.Note("name", "A name has small letters, digits and single hyphens between them.");
        problem = wrong.First;
        return problem is not null ? null : new()
        {
            Name = name,
            Description = description,
            When = when,
            Tools = tools,
            FrontMatter = matter.Values,
            Body = body.Trim('\n'),
            Origin = origin,
            Folder = folder,
        };
    }

    private static SkillProblem? NotText(SkillFolder folder)
    {
        foreach (var file in folder.Files)
            try
            {
                _ = Strict.GetCharCount(file.Bytes.Span);
            }
            catch (DecoderFallbackException)
            {
                return new(Path.Combine(folder.Directory, file.Path), null, "It is no text in UTF-8.");
            }

        return null;
    }

    /// <summary>The front matter; null where it does not begin or does not end.</summary>
    private static string? Split(string text, out string body)
    {
        body = "";
        if (!text.StartsWith(Fence + "\n", StringComparison.Ordinal)) return null;
        var start = Fence.Length;
        var end = text.IndexOf($"\n{Fence}\n", start, StringComparison.Ordinal);
        if (end < 0 && text.EndsWith("\n" + Fence, StringComparison.Ordinal)) end = text.Length - Fence.Length - 1;
        if (end < 0) return null;
        body = text[Math.Min(text.Length, end + Fence.Length + 2)..];
        return end <= start ? "" : text[(start + 1)..end];
    }

    /// <summary>Reads the keys that count, and keeps the first thing that is wrong with one.</summary>
    private sealed class Wrong(string path, FrontMatter matter)
    {
        private const int ToolsMax = 64;

        public SkillProblem? First { get; private set; }

        /// <summary>Front matter begins below a line of hyphens.</summary>
        public void Note(string key, string reason) =>
            First ??= new(path, matter.Lines.TryGetValue(key, out var line) ? line + 1 : 1, reason);

        public string Text(string key, int charactersMax, bool isNeeded)
        {
            var text = matter.Values.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!.Trim()
                : "";
            if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined))
                Note(key, $"The key \"{key}\" has to be a text.");
            else if (text.Length == 0 && isNeeded) Note(key, $"The key \"{key}\" is missing or empty.");
            else if (text.Length > charactersMax)
                Note(key, $"The key \"{key}\" has {text.Length} characters; {charactersMax} are allowed.");
            return text;
        }

        public IReadOnlyList<string> Words(string key)
        {
            if (!matter.Values.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null) return [];
            string[]? words = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!.Split(
                    [',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
                JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                    [.. value.EnumerateArray().Select(item => item.GetString()!.Trim())],
                _ => null,
            };
            if (words is { Length: <= ToolsMax } && words.All(word => word.Length is > 0 and <= 128)) return words;
            Note(key, $"The key \"{key}\" has to be a list of at most {ToolsMax} names of tools.");
            return [];
        }
    }
}
