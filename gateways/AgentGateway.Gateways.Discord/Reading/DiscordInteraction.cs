namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>The kinds of interactions, and of what answers them, by Discord's numbers.</summary>
internal static class DiscordInteraction
{
    public const int Command = 2;
    public const int Press = 3;
    public const int Typing = 4;

    public const int AnswerMessage = 4;
    public const int AnswerLater = 5;
    public const int AnswerNothing = 6;
    public const int AnswerCandidates = 8;
}
