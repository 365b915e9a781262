using System.Text;
using System.Text.Json;

namespace AgentGateway.Runtime.Skills;

/// <summary>How something is done, written for an agent: a name, a description and a text, and perhaps further files.</summary>
public sealed record Skill
{
    public required string Name { get; init; }

    /// <summary>What it is about, as lists show it.</summary>
    public required string Description { get; init; }

    /// <summary>When it is of use; empty where the author says nothing about it.</summary>
    public required string When { get; init; }

    /// <summary>The tools that its text speaks of. It gives no right to any of them.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>An object with everything that stands in the front matter.</summary>
    public required JsonElement FrontMatter { get; init; }

    /// <summary>The text below the front matter.</summary>
    public required string Body { get; init; }

    public required SkillOrigin Origin { get; init; }

    public required SkillFolder Folder { get; init; }

    public string Digest => Folder.Digest;

    /// <summary>The text of a file; null where there is none of that path.</summary>
    public string? TextOf(string path) =>
        Folder.Files.FirstOrDefault(file => file.Path == path) is { } file ? Encoding.UTF8.GetString(file.Bytes.Span) : null;
}
