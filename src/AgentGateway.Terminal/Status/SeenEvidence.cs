namespace AgentGateway.Terminal.Status;

/// <summary>
/// Evidence from what is seen of a session: the program in front, its title and its screen. Pure, so that recorded
/// moments are read in the same way as live sessions.
/// </summary>
public static class SeenEvidence
{
    /// <summary>The program whose rules read the title and the screen; null where they are of no known program.</summary>
    /// <param name="look">Null where no process can be seen.</param>
    /// <param name="started">The command line that the session was started with.</param>
    public static ProgramPatterns? Reader(FrontLook? look, IReadOnlyList<string> started, PatternSet patterns)
    {
        if (look is not null) return look.Program.IsKnown ? look.Program.Patterns : null;
        return ProgramName.Of(started) is { } name ? patterns.Find(name) : null;
    }

    /// <param name="reader">What <see cref="Reader"/> answered.</param>
    /// <param name="version">The version of that program, as far as its screen has told it.</param>
    public static IEnumerable<StatusEvidence> Of(
        SeenSession seen, ProgramPatterns? reader, string? version, PatternSet patterns)
    {
        var (look, screen) = (seen.Look, seen.Screen);
        if (reader is not null
            && (reader.Kind != ProgramKind.Shell || look is null || ForegroundEvidence.MayPrompt(look)))
        {
            if (seen.Title.Length > 0 && reader.OfTitle(seen.Title, version, seen.TitleAt) is { } ofTitle)
                yield return ofTitle;
            if (reader.OfScreen(screen, version, seen.ScreenAt) is { } ofScreen) yield return ofScreen;
        }

        if (look is null) yield break;
        if (ForegroundEvidence.MayAsk(look))
            foreach (var any in patterns.Any)
                if (any.OfScreen(screen, null, seen.ScreenAt) is { } ofAny)
                    yield return ofAny;
        if (ForegroundEvidence.Of(look, screen, seen.ScreenAt) is { } ofFront) yield return ofFront;
    }
}
