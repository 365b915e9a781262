using System.IO.Enumeration;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// Patterns of tools, as an agent's definition writes them. Each fits a tool by its name or its toolset; <c>*</c>
/// stands for any text, and a pattern that begins with <c>!</c> takes away what it fits.
/// </summary>
internal static class ToolPatterns
{
    /// <param name="patterns">Null selects all; none but those that take away begin with all.</param>
    public static bool Select(IReadOnlyList<string>? patterns, ToolDeclaration tool)
    {
        if (patterns is null) return true;
        var given = patterns.Where(pattern => !pattern.StartsWith('!')).ToArray();
        return (given.Length == 0 || given.Any(pattern => Fits(pattern, tool)))
            && !patterns.Any(pattern => pattern.StartsWith('!') && Fits(pattern[1..], tool));
    }

    /// <summary>The patterns that fit none of the tools.</summary>
    public static IEnumerable<string> WithoutTool(
        IReadOnlyList<string> patterns, IReadOnlyList<ToolDeclaration> tools) =>
        patterns.Where(pattern => !tools.Any(
            tool => Fits(pattern.StartsWith('!') ? pattern[1..] : pattern, tool)));

    private static bool Fits(string pattern, ToolDeclaration tool) =>
        FileSystemName.MatchesSimpleExpression(pattern, tool.Name, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression(pattern, tool.Toolset, ignoreCase: false);
}
