using System.Text.Json;

namespace AgentGateway.Gateways.Discord.Api;

/// <summary>What Discord answered to a call: neither a limit nor a wrong token, which are exceptions.</summary>
/// <param name="Code">Discord's own code of an error; 0 for none.</param>
/// <param name="Body">The body; an undefined element where it is no JSON.</param>
internal sealed record DiscordAnswer(int Status, int Code, JsonElement Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
