using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>What stands in the option of a command while a person types it.</summary>
internal sealed record TypedOption(
    ChatAddress Address, ChatPerson By, string Command, string Typed, InteractionAnswer Answer);
