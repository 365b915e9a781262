namespace AgentGateway.Domain.Policy.Commands;

/// <summary>
/// Says what a command can do at worst, as far as its text tells. It is no sandbox: a program does what it does. It sees to it that nothing
/// that the text says is overlooked because of how it is spelled, and that what cannot be told is asked about.
/// </summary>
public static class CommandJudge
{
    public static CommandReading Read(CommandFacts command, PolicyPlaces places, string? workspace) => new CommandWalk(command, places, workspace).Read();

    /// <summary>The absolute paths that a command names, not simplified, so that the daemon can say where they really lead.</summary>
    public static IReadOnlyList<string> Mentions(CommandFacts command, PolicyPlaces places)
    {
        var walk = new CommandWalk(command, places, null);
        walk.Read();
        return [.. walk.Mentioned.Order(StringComparer.Ordinal)];
    }
}
