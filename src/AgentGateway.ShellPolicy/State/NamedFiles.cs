using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.State;

/// <summary>
/// The files that the words of a line may name after expansion, in every directory where their command may be. More
/// than there are, rather than less: the caller finds out which of them exist.
/// </summary>
internal sealed class NamedFiles
{
    private const int FilesMax = 512;

    private readonly Dictionary<(string Written, string? Absolute), bool> _files = [];

    public IReadOnlyList<ShellFile> All =>
        [.. _files.Select(file => new ShellFile(file.Key.Written, file.Key.Absolute, file.Value))];

    /// <param name="runs">Whether the word is a program or a script that is run.</param>
    public void Add(string word, ShellState state, bool runs)
    {
        if (MayBeAnything(word))
        {
            if (IsPattern(word) || (runs && word.Length > 1)) Put(Marks.Shown(word), null, runs);
            return;
        }

        foreach (var part in MentionedPaths.In(word))
            foreach (var path in state.Absolute(part))
                Put(part, MayBeAnything(path) ? null : PathText.Normal(path), runs);
    }

    private void Put(string written, string? absolute, bool runs)
    {
        if (_files.TryGetValue((written, absolute), out var before)) _files[(written, absolute)] = before || runs;
        else if (_files.Count < FilesMax) _files[(written, absolute)] = runs;
        else _files[("what its other words name", null)] = true;
    }

    private static bool MayBeAnything(string text) => text.Any(Marks.Is);

    private static bool IsPattern(string word) =>
        word.AsSpan().IndexOfAny(Marks.Star, Marks.One) >= 0 && !word.Contains(Marks.Unknown, StringComparison.Ordinal);
}
