using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Paths;

/// <summary>
/// What a path that may hold patterns of the shell can stand for. Paths are normal but for their <see cref="Marks"/>.
/// </summary>
internal static class PathPattern
{
    /// <summary>Whether the pattern may lead to that directory or into it.</summary>
    public static bool MayLieIn(string pattern, string directory) => Covers(NamesOf(pattern), NamesOf(directory));

    /// <summary>Whether deleting what the pattern names takes that directory with it, or all that is in it.</summary>
    public static bool Reaches(string pattern, string directory)
    {
        var names = NamesOf(pattern);
        var wanted = NamesOf(directory);
        if (names.Length == wanted.Length) return Covers(names, wanted);
        return names.Length == wanted.Length + 1 && IsEverything(names[^1]) && Covers(names[..^1], wanted);
    }

    /// <summary>Where the first pattern begins; negative for a path that is known to the letter.</summary>
    public static int Begins(string path) => path.AsSpan().IndexOfAnyInRange(Marks.Unknown, Marks.None);

    private static bool Covers(string[] names, string[] wanted) =>
        names.Length >= wanted.Length && !wanted.Where((name, index) => !ShellPattern.Fits(names[index], name)).Any();

    private static bool IsEverything(string name) =>
        name.Contains(Marks.Star, StringComparison.Ordinal)
        && name.All(character => character is Marks.Star or Marks.One or Marks.Unknown or '.');

    private static string[] NamesOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
