using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.State;

/// <summary>
/// Files and links that the line itself makes, so that what it does with them later is judged by what it put there.
/// Nothing of it exists on the disk yet.
/// </summary>
internal sealed class LineFiles
{
    private static readonly string Substituted = $"{Marks.Unknown}/dev/fd/";

    /// <summary>By path; null where the content is not known.</summary>
    private readonly Dictionary<string, string?> _contents = new(StringComparer.Ordinal);

    /// <summary>The targets by the path of the link.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> _links = new(StringComparer.Ordinal);

    /// <summary>What is written twice is read as both, one behind the other.</summary>
    public void Write(string word, string? content, ShellState state)
    {
        foreach (var path in PathsOf(word, state))
            _contents[path] = _contents.TryGetValue(path, out var before) ? before + "\n" + content : content;
    }

    /// <summary>The file that a process substitution is.</summary>
    /// <returns>The word that stands for it.</returns>
    public string WriteSubstitution(string? content)
    {
        var name = $"{Substituted}{_contents.Count}";
        _contents[name] = content;
        return name;
    }

    /// <summary>The word with what is not known in place of the files of substitutions.</summary>
    public static string WithoutNames(string word)
    {
        for (var at = word.IndexOf(Substituted, StringComparison.Ordinal); at >= 0;
            at = word.IndexOf(Substituted, at + 1, StringComparison.Ordinal))
        {
            var end = at + Substituted.Length;
            while (end < word.Length && char.IsAsciiDigit(word[end])) end++;
            word = word[..(at + 1)] + word[end..];
        }

        return word;
    }

    /// <returns>Whether the line wrote that file; the content is null where it is not known.</returns>
    public bool TryRead(string word, ShellState state, out string? content)
    {
        content = null;
        if (_contents.Count == 0) return false;
        foreach (var path in PathsOf(word, state))
            if (_contents.TryGetValue(path, out content))
                return true;
        return false;
    }

    /// <param name="path">Normal.</param>
    public void Link(string path, IReadOnlyList<string> targets) => _links[path] = targets;

    /// <summary>
    /// Where a path leads through links. A link that is named without a slash behind it is itself meant.
    /// </summary>
    public IEnumerable<string> Through(string path)
    {
        if (_links.Count == 0) yield break;
        var normal = PathText.Normal(path);
        foreach (var (link, targets) in _links)
            if (PathText.IsInside(link, normal) && (normal != link || path.EndsWith('/')))
                foreach (var target in targets)
                    yield return PathText.Normal(target + normal[link.Length..]);
    }

    private static IEnumerable<string> PathsOf(string word, ShellState state) =>
        word.Length == 0 ? [] : state.Absolute(word).Select(path => path[0] == '/' ? PathText.Normal(path) : path);
}
