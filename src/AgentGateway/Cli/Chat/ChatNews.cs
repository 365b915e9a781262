using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Chat;

/// <summary>What the daemon tells a chat, in order.</summary>
internal abstract record ChatNews
{
    private ChatNews() { }

    public sealed record Piece(TurnProgress Progress) : ChatNews;

    /// <summary>An approval was asked for or decided, of whatever thread.</summary>
    public sealed record ApprovalsChanged : ChatNews;

    /// <summary>The daemon tells nothing any more.</summary>
    public sealed record Gone : ChatNews;

    /// <summary>A daemon is there again.</summary>
    public sealed record Back : ChatNews;
}
