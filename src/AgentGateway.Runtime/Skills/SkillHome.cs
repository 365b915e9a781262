namespace AgentGateway.Runtime.Skills;

/// <summary>Where the daemon's skills are.</summary>
/// <param name="Reader">Reads front matter; null where no skill can be read.</param>
public sealed record SkillHome(IFrontMatterReader? Reader)
{
    /// <summary>Those that are part of the program itself.</summary>
    public IReadOnlyList<SkillFolder> Shipped { get; init; } = [];

    /// <summary>The folder beside the program, which need not exist; null for none.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>The person's own folder, which need not exist; null for none.</summary>
    public string? DataFolder { get; init; }
}
