namespace AgentGateway.Gateways.Discord.Api;

/// <summary>The codes of Discord's errors that mean something to a gateway.</summary>
internal static class DiscordCodes
{
    public const int UnknownChannel = 10003;
    public const int UnknownMessage = 10008;
    public const int UnknownWebhook = 10015;
    public const int UnknownInteraction = 10062;
    public const int TooLarge = 40005;
    public const int InteractionAnswered = 40060;
    public const int MissingAccess = 50001;
    public const int CannotSendToUser = 50007;
    public const int MissingPermissions = 50013;
    public const int InvalidForm = 50035;
    public const int ThreadArchived = 50083;
    public const int ThreadExists = 160004;
    public const int ThreadLocked = 160005;
}
