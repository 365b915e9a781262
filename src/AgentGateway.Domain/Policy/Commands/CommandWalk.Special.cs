namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Programs that change more than their words name, or elsewhere than their words say.</summary>
internal sealed partial class CommandWalk
{
    /// <summary>Links that the line itself makes: what is done through them is done there.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> _linked = new(StringComparer.Ordinal);

    /// <summary>Rights of everything below the root or the home directory, or of the root itself, are as good as gone once they are overwritten.</summary>
    private void Restrict(string name, IReadOnlyList<string> words, ShellState state)
    {
        var options = words.Skip(1).TakeWhile(word => word != "--").ToList();
        var all = options.Any(word => KnownPrograms.IsOption(word, "-R") || KnownPrograms.IsOption(word, "--recursive"));
        var locks = name == "chmod" && words.Skip(1).Any(word => word.Length is 3 or 4 && word.All(char.IsAsciiDigit) && word[^3] < '5');
        foreach (var word in words.Skip(1).Where(word => word.Length > 0 && word[0] != '-'))
        {
            foreach (var place in Absolute(word, state).Where(path => path[0] == '/').SelectMany(Places))
            {
                if (Reaches(place, "/")) Floor($"it would change the rights of the root directory: {Marks.Shown(word)}");
                else if ((all || locks) && Ancestors(places.Home).Any(home => Reaches(place, home))) Floor($"it would change the rights of the whole home directory: {Marks.Shown(word)}");
                else if (all && places.Gateway.SelectMany(Ancestors).Any(gateway => Reaches(place, gateway))) Floor($"it would change the gateway's own directory: {Marks.Shown(word)}");
            }
        }
    }

    private void Link(IReadOnlyList<string> words, ShellState state)
    {
        var operands = words.Skip(1).Where(word => word.Length > 0 && word[0] != '-').ToList();
        if (operands.Count == 0) return;
        var targets = Absolute(operands[0], state).Where(path => path[0] == '/').Select(PathText.Normal).ToList();
        var name = operands.Count > 1 ? operands[^1] : PathText.NameOf(operands[0].TrimEnd('/'));
        foreach (var path in Absolute(name.Length == 0 ? "." : name, state).Where(path => path[0] == '/').Select(PathText.Normal))
        {
            _linked[path] = targets;
            _linked[PathText.Normal($"{path}/{PathText.NameOf(operands[0].TrimEnd('/'))}")] = targets;
        }
    }

    /// <summary>Where a path leads through links that the line itself made. A link that is named without a slash behind it is itself meant.</summary>
    private IEnumerable<string> ThroughLinks(string path)
    {
        if (_linked.Count == 0) yield break;
        var normal = PathText.Normal(path);
        foreach (var (link, targets) in _linked)
            if (PathText.IsInside(link, normal) && (normal != link || path.EndsWith('/')))
                foreach (var target in targets)
                    yield return PathText.Normal(target + normal[link.Length..]);
    }

    /// <summary>A line that another program runs later, with or without the times of crontab before it.</summary>
    private void Later(string line, ShellState state)
    {
        var text = Marks.Shown(line).Trim();
        if (text.Length == 0 || text[0] == '#') return;
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var skip in new[] { 0, 1, 5, 6 })
            if (words.Length > skip && ShellParser.Parse(string.Join(' ', words.Skip(skip)).TrimStart('@', '-', '+')) is { } node)
                Look(node, state);
    }

    /// <summary>What a container is given of this machine is this machine's: what it deletes there is deleted here.</summary>
    private void Container(IReadOnlyList<string> words, ShellState state)
    {
        var inside = words.Skip(1).ToList();
        var shares = false;
        for (var at = 1; at < words.Count; at++)
        {
            if (Shared(words, at) is not var (source, target)) continue;
            Mention(source, state);
            if (target.Length < 2 || !Absolute(source, state).Where(path => path[0] == '/').SelectMany(Places).Any(place => PathText.IsInside(place, places.Home) || HoldsTheGateway(place))) continue;
            shares = true;
            inside = [.. inside.Select(word => word == words[at] ? word : word.Replace(target, source.TrimEnd('/') + "/", StringComparison.Ordinal))];
        }

        if (!shares) return;
        for (var at = 1; at < inside.Count; at++)
            if (inside[at].Length > 0 && inside[at][0] != '-')
                Run(inside[at..], state.Copy(), ShellInput.Terminal, wrapped: true);
    }

    private static (string Source, string Target)? Shared(IReadOnlyList<string> words, int at)
    {
        var value = words[at - 1] is "-v" or "--volume" or "--mount" ? words[at]
            : words[at].StartsWith("--volume=", StringComparison.Ordinal) || words[at].StartsWith("--mount=", StringComparison.Ordinal) ? words[at][(words[at].IndexOf('=', StringComparison.Ordinal) + 1)..]
            : words[at].StartsWith("-v", StringComparison.Ordinal) && words[at].Length > 2 ? words[at][2..]
            : null;
        if (value is null) return null;
        if (!value.Contains("target=", StringComparison.Ordinal) && !value.Contains("dst=", StringComparison.Ordinal) && !value.Contains("destination=", StringComparison.Ordinal))
            return value.Split(':') is [{ Length: > 0 } source, { Length: > 0 } target, ..] ? (source, target) : null;
        var parts = value.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToList();
        var from = parts.FirstOrDefault(part => part[0] is "source" or "src")?[1];
        var to = parts.FirstOrDefault(part => part[0] is "target" or "dst" or "destination")?[1];
        return from is { Length: > 0 } && to is { Length: > 0 } ? (from, to) : null;
    }
}
