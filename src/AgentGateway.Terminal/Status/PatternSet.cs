namespace AgentGateway.Terminal.Status;

/// <summary>The programs that are known. Pure.</summary>
/// <param name="All">Of two that know the same program the first counts.</param>
public sealed record PatternSet(IReadOnlyList<ProgramPatterns> All)
{
    /// <summary>The patterns of a program; null when it is not known.</summary>
    public ProgramPatterns? Find(ProgramName program) =>
        All.FirstOrDefault(each => each.Kind != ProgramKind.Any && each.Knows(program));

    /// <summary>Rules for programs that are not known, and for what a shell itself runs.</summary>
    public IEnumerable<ProgramPatterns> Any => All.Where(each => each.Kind == ProgramKind.Any);
}
