namespace AgentGateway.ShellPolicy.Paths;

/// <summary>The paths that a word may hold when it is not known how its program reads it.</summary>
internal static class MentionedPaths
{
    private const string FileAddress = "file://";

    /// <summary>
    /// The word itself, what stands behind <c>=</c>, <c>@</c>, <c>&lt;</c>, <c>-x/</c> or <c>host:/</c>, and an address
    /// of a file.
    /// </summary>
    public static IEnumerable<string> In(string word)
    {
        if (word.Length == 0) yield break;
        var address = word.Contains("://", StringComparison.Ordinal);
        if (word.IndexOf(FileAddress, StringComparison.OrdinalIgnoreCase) is >= 0 and var file
            && file + FileAddress.Length < word.Length)
            yield return word[(file + FileAddress.Length)..];
        if (word[0] != '-' && !address) yield return Or(word.TrimStart('@', '<', '>'), word);
        if (word.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals && equals + 1 < word.Length)
            yield return Or(word[(equals + 1)..].TrimStart('@'), word);
        if (word.Length > 2 && word[0] == '-' && word.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
            yield return word[slash..];
        if (word.IndexOf(":/", StringComparison.Ordinal) is > 0 and var colon && !address)
            yield return word[(colon + 1)..];
    }

    private static string Or(string path, string otherwise) => path.Length > 0 ? path : otherwise;
}
