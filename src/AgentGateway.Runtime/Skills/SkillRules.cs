namespace AgentGateway.Runtime.Skills;

/// <summary>The bounds of skills, so that reading a folder costs little whatever is in it.</summary>
public static class SkillRules
{
    public const string MainFile = "SKILL.md";

    /// <summary>Where a workspace keeps its skills.</summary>
    public const string WorkspaceFolder = ".agw/skills";

    public const int NameCharactersMax = 64;
    public const int DescriptionCharactersMax = 1_024;
    public const int FrontMatterCharactersMax = 16_384;
    public const int FileBytesMax = 256 * 1024;
    public const int SkillBytesMax = 1024 * 1024;
    public const int FilesMax = 64;
    public const int FoldersDeepMax = 4;
    public const int SkillsMax = 100;

    /// <summary>A name by the rules of the Agent Skills format: words of small letters and digits between hyphens.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= NameCharactersMax
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
        && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal);
}
