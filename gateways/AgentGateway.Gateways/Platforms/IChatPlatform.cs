namespace AgentGateway.Gateways.Platforms;

/// <summary>A chat platform: the one thing that a project under <c>gateways/</c> adds.</summary>
public interface IChatPlatform
{
    /// <summary>In lower case, as principals and addresses have it: <c>telegram</c>.</summary>
    string Name { get; }

    /// <summary>As people write it: <c>Telegram</c>.</summary>
    string Title { get; }

    /// <summary>What its section of the settings says now; the tokens are values, not references.</summary>
    /// <param name="resolve">
    /// Gives a token's value from what the setting says (a value, <c>secret:NAME</c> or nothing) and the environment
    /// variable that stands in for it; null where there is none.
    /// </param>
    ChatSettings Read(Func<string?, string, string?> resolve);

    /// <summary>A connection with the settings as they are now; nothing is sent before it runs.</summary>
    /// <param name="resolve">As for <see cref="Read"/>.</param>
    IChatConnection Connect(Func<string?, string, string?> resolve, IChatHost host);

    /// <summary>How a person makes the bot, for <c>agw gateways add</c>.</summary>
    ChatSetup Setup { get; }
}
