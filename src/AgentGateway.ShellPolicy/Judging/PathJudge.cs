using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Judging;

/// <summary>
/// Judges the paths that stand in words: in every directory where the command may be, by every place where they may
/// lead, whether by what is written, by links on the disk or by links that the line makes.
/// </summary>
/// <param name="links">Where paths lead on the disk, as far as the caller looked them up.</param>
internal sealed class PathJudge(ShellMachine machine, Findings findings, IReadOnlyDictionary<string, string> links)
{
    /// <summary>A word that the program certainly takes for a path.</summary>
    /// <param name="whole">With everything below it.</param>
    public void Touch(string word, ShellPathUse use, ShellState state, bool whole = false)
    {
        if (word.Length == 0 || (word == "-" && use == ShellPathUse.Read) || !findings.Spend()) return;
        foreach (var path in state.Absolute(word))
        {
            if (use == ShellPathUse.Delete && path.Contains(Marks.Unknown, StringComparison.Ordinal))
                findings.Say("what it deletes is not known beforehand");
            else if (use == ShellPathUse.Write && path[0] == Marks.Unknown)
                findings.Say("what it writes is not known beforehand");
            if (path[0] == Marks.Unknown) continue;
            foreach (var target in Targets(path)) JudgeUse(word, target, use, whole);
        }
    }

    /// <summary>
    /// A word of a program that may do anything with it; also where the path stands behind an option or in an address
    /// of a file.
    /// </summary>
    public void Mention(string word, ShellState state)
    {
        if (NamesGateway(word)) findings.HardDeny($"it reaches into the gateway's own directory: {Marks.Shown(word)}");
        foreach (var part in MentionedPaths.In(word).TakeWhile(_ => findings.Spend()))
            foreach (var path in state.Absolute(part).Where(IsAbsolute))
                foreach (var target in Targets(path))
                    JudgeMention(part, target);
    }

    /// <summary>What must not be deleted must not be named where something may be deleting.</summary>
    public void Threaten(string word, ShellState state)
    {
        foreach (var path in state.Absolute(word).Where(IsAbsolute).SelectMany(Targets))
            if (PathPattern.Reaches(path, "/") || ReachesHome(path))
                findings.HardDeny($"it may delete what must not be deleted: {Marks.Shown(word)}");
    }

    /// <summary>Does something with all of a tree: see <see cref="Findings.Sweeping"/>.</summary>
    public void Sweep(Action act)
    {
        var before = findings.Sweeping;
        findings.Sweeping = true;
        act();
        findings.Sweeping = before;
    }

    /// <summary>Every absolute path where a word may lead.</summary>
    public IEnumerable<string> TargetsOf(string word, ShellState state) =>
        state.Absolute(word).Where(IsAbsolute).SelectMany(Targets);

    public bool IsGateway(string path) => ZoneOf(path) == ShellPathZone.Gateway;

    public bool ReachesHome(string path) =>
        PathText.WithAncestors(machine.Home).Any(home => PathPattern.Reaches(path, home));

    public bool ReachesGateway(string path) =>
        machine.Gateway.Concat(machine.Program).SelectMany(PathText.WithAncestors)
            .Any(directory => PathPattern.Reaches(path, directory));

    public bool HoldsGateway(string path) =>
        IsAbsolute(path) && machine.Gateway.Any(directory => PathText.IsInside(PathText.Normal(path), directory));

    /// <summary>Whether a text spells a directory of the gateway.</summary>
    public bool NamesGateway(string text) =>
        machine.Gateway.Any(directory => text.Contains(directory, StringComparison.Ordinal));

    private static bool IsAbsolute(string path) => path[0] == '/';

    private ShellPathZone ZoneOf(string path) => PatternZones.ZoneOf(path, machine);

    /// <summary>Where a path leads by its text and through links.</summary>
    private IEnumerable<string> Targets(string path)
    {
        var pattern = PathPattern.Begins(path);
        var knownEnd = pattern < 0 ? path.Length : path.LastIndexOf('/', pattern) + 1;
        var known = path[..knownEnd];
        if (known.Length > 1 && pattern >= 0) known = known.TrimEnd('/');
        if (known.Length == 0) known = "/";
        findings.Mention(known);
        yield return PathText.Normal(path);
        foreach (var through in findings.Files.Through(path)) yield return through;
        if (links.TryGetValue(known, out var real)) yield return PathText.Normal(real + "/" + path[knownEnd..]);
    }

    private void JudgeMention(string part, string path)
    {
        var shown = Marks.Shown(part);
        var zone = ZoneOf(path);
        findings.AddPath(new(shown, Marks.Shown(path), ShellPathUse.Read));
        if (zone == ShellPathZone.Gateway) findings.HardDeny($"it reaches into the gateway's own directory: {shown}");
        if (zone == ShellPathZone.Secret) findings.Say($"{shown} looks like a secret");
        if (DiskDevices.Contain(path)) findings.Say($"{shown} is a disk");
    }

    private void JudgeUse(string word, string path, ShellPathUse use, bool whole)
    {
        var shown = Marks.Shown(word);
        var zone = ZoneOf(path);
        findings.AddPath(new(shown, Marks.Shown(path), use));
        if (zone is ShellPathZone.Gateway && use == ShellPathUse.Read)
            findings.ReadsGateway($"{shown} is in the gateway's own directory");
        if (zone is ShellPathZone.Secret) findings.Say($"{shown} looks like a secret");
        if (use == ShellPathUse.Read) return;
        if (zone is ShellPathZone.Gateway || machine.Program.Any(directory => PathPattern.MayLieIn(path, directory)))
            findings.HardDeny($"it would write to the gateway's own directory: {shown}");
        if (DiskDevices.Contain(path)) findings.HardDeny($"it would overwrite a disk: {shown}");
        if (use == ShellPathUse.Delete) JudgeDeletion(shown, path, whole);
        if (use == ShellPathUse.Write && findings.Sweeping
            && (PathPattern.Reaches(path, "/") || ReachesHome(path) || ReachesGateway(path)))
            findings.HardDeny($"it would change everything below it: {shown}");
        if (ChangedPlace(shown, path, zone) is { } sentence) findings.Say(sentence);
    }

    private void JudgeDeletion(string shown, string path, bool whole)
    {
        if (PathPattern.Reaches(path, "/")) findings.HardDeny($"it would delete the root directory: {shown}");
        if (ReachesHome(path)) findings.HardDeny($"it would delete the home directory: {shown}");
        if (whole && ReachesGateway(path)) findings.HardDeny($"it would delete the gateway's own directory: {shown}");
    }

    /// <summary>What a person should know of the place in which something changes.</summary>
    private string? ChangedPlace(string shown, string path, ShellPathZone zone) => zone switch
    {
        ShellPathZone.Gateway => $"{shown} is in the gateway's own directory",
        _ when machine.Zones.RunsLaterAtHome(path) =>
            $"{shown} is in the home directory and is executed or obeyed later without a question",
        ShellPathZone.Secret => $"{shown} looks like a secret",
        ShellPathZone.Outside => $"{shown} is outside of the workspace",
        ShellPathZone.Home => $"{shown} is the home directory, or holds it",
        ShellPathZone.Root => $"{shown} is the root directory",
        _ when machine.Zones.RunsLater(path) => $"{shown} is executed later without a question",
        _ => null,
    };
}
