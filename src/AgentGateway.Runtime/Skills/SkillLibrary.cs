using System.Collections.Concurrent;

namespace AgentGateway.Runtime.Skills;

/// <summary>
/// Reads folders of skills. The bytes are read each time, because the time of a file can be set back after it was
/// changed; what they say is understood once for a content.
/// </summary>
internal sealed class SkillLibrary(SkillHome home)
{
    private const int KeptMax = 64;

    private readonly ConcurrentDictionary<(SkillOrigin Origin, string Root), SkillSet> _read = [];

    /// <summary>Those of the program: a folder beside it over what is part of it.</summary>
    public SkillSet OfProgram()
    {
        var beside = home.ProgramFolder is { } folder ? SkillFolderReader.Read(folder) : [];
        return Understood(
            SkillOrigin.Program, home.ProgramFolder ?? "",
            [.. beside, .. home.Shipped.Where(shipped => beside.All(own => own.Name != shipped.Name))]);
    }

    /// <summary>The person's own.</summary>
    public SkillSet OfData() => home.DataFolder is { } folder
        ? Understood(SkillOrigin.Data, folder, SkillFolderReader.Read(folder))
        : new([], [], "");

    /// <summary>Those of a workspace, allowed or not: who asks has to look at that.</summary>
    /// <param name="folder">Its real path.</param>
    public SkillSet OfWorkspace(string folder) =>
        Understood(SkillOrigin.Workspace, folder, SkillFolderReader.Read(folder, mayBeLink: false));

    private SkillSet Understood(SkillOrigin origin, string root, IReadOnlyList<SkillFolder> folders)
    {
        var digest = SkillFolder.DigestOf(folders);
        if (_read.TryGetValue((origin, root), out var kept) && kept.Digest == digest) return kept;
        var set = Of(home.Reader, origin, folders);
        if (_read.Count >= KeptMax) _read.Clear();
        return _read[(origin, root)] = set;
    }

    public static SkillSet Of(IFrontMatterReader? reader, SkillOrigin origin, IReadOnlyList<SkillFolder> folders)
    {
        var skills = new List<Skill>();
        var problems = new List<SkillProblem>();
        var parser = reader is null ? null : new SkillParser(reader);
        foreach (var folder in folders)
        {
            var problem = folder.Problem;
            if (parser?.Read(folder, origin, out problem) is { } skill) skills.Add(skill);
            else if (problem is not null) problems.Add(problem);
        }

        return new(
            [.. skills.OrderBy(skill => skill.Name, StringComparer.Ordinal)], problems, SkillFolder.DigestOf(folders));
    }
}
