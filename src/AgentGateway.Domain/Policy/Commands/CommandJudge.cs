namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Says what a command can do at worst, as far as its text tells.</summary>
public static class CommandJudge
{
    public static CommandReading Read(CommandFacts command, PolicyPlaces places, string? workspace) =>
        new(RiskClass.R2, [], [], ["a command that nobody understood"]);

    /// <summary>The absolute paths that a command names, so that the daemon can say where they really lead.</summary>
    public static IReadOnlyList<string> Mentions(CommandFacts command, PolicyPlaces places) => [];
}
