namespace AgentGateway.Domain.Policy.Commands;

/// <summary>What paths in words are worth: in every directory where the command may be, by every place where they may lead.</summary>
internal sealed partial class CommandWalk
{
    private static readonly string[] Disks = ["sd", "hd", "vd", "xvd", "nvme", "mmcblk", "dm-", "mapper/", "disk/", "loop", "md", "mem", "kmem", "port", "nbd", "sr"];

    /// <param name="whole">With everything below it.</param>
    private void Touch(string word, PathUse use, ShellState state, bool whole = false)
    {
        if (word.Length == 0 || (word == "-" && use == PathUse.Read) || !Spend()) return;
        foreach (var path in Absolute(word, state))
        {
            if (path[0] == Marks.Unknown)
            {
                _readOnly = false;
                if (use != PathUse.Read) Raise(RiskClass.R3, $"what it {(use == PathUse.Write ? "writes" : "deletes")} is not known beforehand");
                continue;
            }

            if (use == PathUse.Delete && path.Contains(Marks.Unknown, StringComparison.Ordinal)) Raise(RiskClass.R3, "what it deletes is not known beforehand");
            foreach (var place in Places(path)) JudgePath(word, place, use, whole);
        }
    }

    private static IEnumerable<string> Absolute(string word, ShellState state) =>
        word[0] == Marks.Unknown ? [word]
        : word[0] == '/' ? word.StartsWith("/proc/", StringComparison.Ordinal) || word.StartsWith("/dev/fd/", StringComparison.Ordinal) ? OfProcess(word, state) : [word]
        : state.Directories.Select(directory => $"{directory}/{word}");

    /// <summary>Ways through a process: its root is the root, its directory is where the command is.</summary>
    private static IEnumerable<string> OfProcess(string word, ShellState state)
    {
        var names = PathText.Normal(word.Replace("..", "\0", StringComparison.Ordinal)).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length < 3 || names[0] != "proc") return [word];
        var at = Array.FindIndex(names, 2, name => name is "root" or "cwd" || Marks.In(name));
        if (at < 0) return [word];
        var rest = string.Join('/', names[(at + 1)..]).Replace("\0", "..", StringComparison.Ordinal);
        return names[at] == "root" || Marks.In(names[at]) ? [word, "/" + rest] : [word, .. state.Directories.Select(directory => $"{directory}/{rest}")];
    }

    /// <summary>Where a path leads by its text, and where its links lead, as far as the daemon looked them up.</summary>
    private IEnumerable<string> Places(string path)
    {
        var pattern = path.AsSpan().IndexOfAnyInRange(Marks.Unknown, Marks.Tilde);
        var fixedEnd = pattern < 0 ? path.Length : path.LastIndexOf('/', pattern) + 1;
        var known = path[..fixedEnd];
        if (known.Length > 1 && pattern >= 0) known = known.TrimEnd('/');
        if (known.Length == 0) known = "/";
        _mentioned.Add(known);
        yield return PathText.Normal(path);
        foreach (var through in ThroughLinks(path)) yield return through;
        if (facts.Links.TryGetValue(known, out var real)) yield return PathText.Normal(real + "/" + path[fixedEnd..]);
    }

    private void JudgePath(string word, string path, PathUse use, bool whole)
    {
        var shown = Marks.Shown(word);
        var fact = new PathFact(shown, Marks.Shown(path), use);
        _paths.Add(fact);
        var zone = ZoneOf(path);
        if (zone is not (PathZone.Workspace or PathZone.Temporary)) _readOnly = false;
        if (zone is PathZone.Gateway && use == PathUse.Read) Raise(RiskClass.R4, $"{shown} is in the gateway's own directory");
        if (zone is PathZone.Secret) Raise(RiskClass.R3, $"{shown} looks like a secret");
        if (use == PathUse.Read) return;
        _readOnly = false;
        JudgeChange(shown, path, zone, use, whole);
    }

    private void JudgeChange(string shown, string path, PathZone zone, PathUse use, bool whole)
    {
        if (zone is PathZone.Gateway) Floor($"it would write to the gateway's own directory: {shown}");
        if (IsDisk(path))
            Floor($"it would overwrite a disk: {shown}");
        if (use == PathUse.Delete)
        {
            if (Reaches(path, "/")) Floor($"it would delete the root directory: {shown}");
            if (Ancestors(places.Home).Any(place => Reaches(path, place))) Floor($"it would delete the home directory: {shown}");
            if (whole && places.Gateway.SelectMany(Ancestors).Any(place => Reaches(path, place)))
                Floor($"it would delete the gateway's own directory: {shown}");
        }

        if (use == PathUse.Write && _sweeping && (Reaches(path, "/") || Ancestors(places.Home).Concat(places.Gateway.SelectMany(Ancestors)).Any(place => Reaches(path, place))))
            Floor($"it would change everything below it: {shown}");
        if (zone is PathZone.Outside or PathZone.Home or PathZone.Root) Raise(RiskClass.R3, $"{shown} is outside of the workspace");
        if (PathRisk.Say(new(shown, path, use), zone) is { } sentence) Say(sentence);
    }

    private static bool IsDisk(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && Disks.Any(disk => path.AsSpan(5).StartsWith(disk, StringComparison.Ordinal));

    private PathZone ZoneOf(string path)
    {
        if (!Marks.In(path)) return places.ZoneOf(path, workspace);
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (places.Gateway.Any(place => Covers(names, place))) return PathZone.Gateway;
        if (SecretPaths.Looks(path) || names.Any(SecretPaths.MayLook)) return PathZone.Secret;
        var pattern = path.AsSpan().IndexOfAnyInRange(Marks.Unknown, Marks.Tilde);
        var directory = PathText.Normal(path[..path.LastIndexOf('/', pattern)]);
        var zone = directory == "/" ? PathZone.Outside : places.ZoneOf(directory, workspace);
        return zone == PathZone.Home ? workspace is not null && PathText.IsInside(workspace, directory) ? PathZone.Workspace : PathZone.Outside : zone;
    }

    /// <summary>Whether a pattern of names may lie inside that place.</summary>
    private static bool Covers(string[] names, string place)
    {
        var wanted = place.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Length >= wanted.Length && !wanted.Where((name, index) => !ShellPattern.Fits(names[index], name)).Any();
    }

    /// <summary>Whether deleting what this path, perhaps a pattern, names takes that place with it, or all that is in it.</summary>
    private static bool Reaches(string path, string place)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var wanted = place.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == wanted.Length) return Covers(names, place);
        return names.Length == wanted.Length + 1 && IsEverything(names[^1]) && Covers(names[..^1], place);
    }

    private static bool IsEverything(string name) =>
        name.Contains(Marks.Star, StringComparison.Ordinal) && name.All(character => character is Marks.Star or Marks.One or Marks.Unknown or '.');

    /// <summary>The directory itself and all that hold it, but for the root, which is judged by itself.</summary>
    private static IEnumerable<string> Ancestors(string path)
    {
        for (var at = path; at.Length > 1; at = at[..Math.Max(1, at.LastIndexOf('/'))]) yield return at;
    }
}
