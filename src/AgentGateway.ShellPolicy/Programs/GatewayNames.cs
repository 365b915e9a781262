using System.Text.RegularExpressions;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>The names by which the gateway's process is found.</summary>
internal static class GatewayNames
{
    private const string ProcessTitle = "agw serve";
    private const int PatternCharactersMax = 200;

    /// <summary>
    /// Whether a word names the gateway, also where a class in it keeps a search from finding itself: <c>[a]gw</c>.
    /// </summary>
    public static bool AreIn(string word) =>
        word.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) is var plain
        && (plain.Contains("agw", StringComparison.OrdinalIgnoreCase)
            || plain.Contains("agentgateway", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a pattern of process names means the gateway, or may.</summary>
    public static bool MayMatch(string pattern) =>
        AreIn(pattern) || pattern is "dotnet" or "serve" || MatchesTitle(pattern);

    /// <summary>Such patterns are regular expressions; one that cannot be read may mean anything.</summary>
    private static bool MatchesTitle(string pattern)
    {
        if (pattern.Length is 0 or > PatternCharactersMax) return pattern.Length > 0;
        try
        {
            const RegexOptions Options =
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
            return Regex.IsMatch(ProcessTitle, pattern, Options);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return true;
        }
    }
}
