using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>An account on the test server.</summary>
internal sealed record DiscordPerson(string Id, string Name, bool IsBot = false)
{
    public static readonly DiscordPerson Alice = new("501", "Alice");

    public static readonly DiscordPerson Bob = new("502", "Bob");

    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["username"] = Name.ToLowerInvariant(),
        ["discriminator"] = "0",
        ["global_name"] = Name,
        ["avatar"] = null,
        ["bot"] = IsBot,
    };
}
